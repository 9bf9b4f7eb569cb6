import { scaledClock, type Timer } from '../../kernel/clock.ts';
import { inBackground } from '../../kernel/isolate.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Environment, InvocationRequest, Outcome } from './environment.ts';

export interface PoolLimits {
  /** Environments of one function at most; reserved concurrency may lower it. */
  readonly environmentsPerFunction: number;
  /** Environments in all. A function that has none gets one nevertheless, so that functions that call one another go on. */
  readonly environments: number;
  /** How long, on the wall's clock, a caller waits for a busy environment before its function gets one more. */
  readonly patienceMilliseconds: number;
  /** Wall time after which an environment that nobody used is ended. */
  readonly idleMilliseconds: number;
}

export interface Pooled {
  readonly name: string;
  readonly reservedConcurrency?: number;
}

/** Environments by function: an idle one is used again, a new one started while there is room, else the caller waits. */
export interface Pool {
  run(of: Pooled, request: InvocationRequest): Promise<Outcome>;
  limitOf(of: Pooled): number;
  /** Ends a function's environments, each once it is idle: the next invocation starts one from what the function is by then. */
  retire(name: string): void;
  stop(): Promise<void>;
}

interface Waiting {
  readonly request: InvocationRequest;
  readonly resolve: (outcome: Outcome) => void;
  readonly since: number;
}

interface Slot {
  readonly environment: Environment;
  busy: boolean;
  retired: boolean;
  lastUsed: number;
}

interface Room {
  readonly of: Pooled;
  readonly slots: Slot[];
  readonly waiting: Waiting[];
  growth?: Timer | undefined;
}

const stopped: Outcome = {
  ok: false,
  error: { errorType: 'Runtime.ExitError', errorMessage: 'The local cloud is stopping.' },
  abandoned: true,
};

export const environmentPool = (
  limits: PoolLimits,
  { clock, report }: Pick<Kernel, 'clock' | 'report'>,
  start: (name: string) => Environment,
): Pool => {
  const rooms = new Map<string, Room>();
  // Idle minutes are the machine's, not the cloud's: on a fast clock they would be over at once.
  const wall = scaledClock({ speed: 1, report });
  let sweep: Timer | undefined;
  let stopping = false;

  const total = (): number => [...rooms.values()].reduce((sum, room) => sum + room.slots.length, 0);
  const limitOf = ({ reservedConcurrency = Number.POSITIVE_INFINITY }: Pooled): number =>
    Math.max(1, Math.min(limits.environmentsPerFunction, reservedConcurrency));
  const discard = (room: Room, slot: Slot): void => {
    const at = room.slots.indexOf(slot);
    if (at >= 0) room.slots.splice(at, 1);
    slot.environment.end().catch(() => undefined);
  };
  const longestIdle = (): readonly [Room, Slot] | undefined => {
    const idle = [...rooms.values()].flatMap((room) =>
      room.slots.filter((slot) => !slot.busy).map((slot) => [room, slot] as const),
    );
    return idle.sort(([, a], [, b]) => a.lastUsed - b.lastUsed)[0];
  };
  const makeRoom = (): boolean => {
    if (total() < limits.environments) return true;
    const victim = longestIdle();
    if (victim !== undefined) discard(...victim);
    return victim !== undefined;
  };
  const startSlot = (room: Room): Slot => {
    const slot: Slot = { environment: start(room.of.name), busy: false, retired: false, lastUsed: wall.now() };
    room.slots.push(slot);
    sweep ??= wall.at(wall.now() + limits.idleMilliseconds, sweepIdle);
    return slot;
  };
  /** A start costs a core half a second: it is worth it only for who would wait longer than a moment. */
  const mayGrow = (room: Room, since: number): boolean => {
    if (room.slots.length >= limitOf(room.of)) return false;
    const worthwhile = since + limits.patienceMilliseconds;
    if (wall.now() >= worthwhile) return makeRoom();
    room.growth ??= wall.at(worthwhile, () => {
      room.growth = undefined;
      pump(room);
    });
    return false;
  };
  const slotFor = (room: Room, since: number): Slot | undefined => {
    for (const slot of room.slots.filter(({ busy, environment }) => !busy && environment.ended)) discard(room, slot);
    const idle = room.slots.find((slot) => !slot.busy);
    if (idle !== undefined) return idle;
    if (room.slots.length > 0) return mayGrow(room, since) ? startSlot(room) : undefined;
    makeRoom();
    return startSlot(room);
  };
  const serve = async (room: Room, slot: Slot, { request, resolve }: Waiting): Promise<void> => {
    slot.busy = true;
    const outcome = await slot.environment.invoke(request);
    slot.busy = false;
    slot.lastUsed = wall.now();
    if (slot.retired || slot.environment.ended) discard(room, slot);
    resolve(outcome);
    if (!stopping) for (const each of [room, ...rooms.values()]) pump(each);
  };
  const pump = (room: Room): void => {
    for (let next = room.waiting[0]; next !== undefined; next = room.waiting[0]) {
      const slot = slotFor(room, next.since);
      if (slot === undefined) return;
      room.waiting.shift();
      inBackground(serve(room, slot, next), report, `lambda: environment of ${room.of.name}`);
    }
  };
  const sweepIdle = (): void => {
    const before = wall.now() - limits.idleMilliseconds;
    for (const room of rooms.values()) {
      for (const slot of room.slots.filter(({ busy, lastUsed }) => !busy && lastUsed <= before)) discard(room, slot);
    }
    sweep = total() === 0 ? undefined : wall.at(wall.now() + limits.idleMilliseconds / 2, sweepIdle);
  };

  return {
    limitOf,
    retire(name) {
      const room = rooms.get(name);
      for (const slot of [...(room?.slots ?? [])]) {
        slot.retired = true;
        if (room !== undefined && !slot.busy) discard(room, slot);
      }
    },
    async run(of, request) {
      if (stopping) return stopped;
      const room = rooms.get(of.name) ?? { of, slots: [], waiting: [] };
      rooms.set(of.name, room);
      const release = clock.hold();
      const outcome = await new Promise<Outcome>((resolve) => {
        room.waiting.push({ request, resolve, since: wall.now() });
        pump(room);
      });
      release();
      return outcome;
    },
    async stop() {
      stopping = true;
      sweep?.cancel();
      for (const { growth } of rooms.values()) growth?.cancel();
      for (const room of rooms.values()) for (const { resolve } of room.waiting.splice(0)) resolve(stopped);
      await Promise.all([...rooms.values()].flatMap(({ slots }) => slots.map(({ environment }) => environment.end())));
      rooms.clear();
    },
  };
};
