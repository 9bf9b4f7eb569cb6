import { type Clock, scaledClock, type Timer } from '../../kernel/clock.ts';
import type { Environment, InvocationRequest, Outcome } from './environment.ts';

export interface PoolLimits {
  /** Environments of one function at most; reserved concurrency may lower it. */
  readonly environmentsPerFunction: number;
  /** Environments in all. A function that has none gets one nevertheless, so that functions that call one another go on. */
  readonly environments: number;
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
  stop(): Promise<void>;
}

interface Waiting {
  readonly request: InvocationRequest;
  readonly resolve: (outcome: Outcome) => void;
}

interface Slot {
  readonly environment: Environment;
  busy: boolean;
  lastUsed: number;
}

interface Room {
  readonly of: Pooled;
  readonly slots: Slot[];
  readonly waiting: Waiting[];
}

const stopped: Outcome = {
  ok: false,
  error: { errorType: 'Runtime.ExitError', errorMessage: 'The local cloud is stopping.' },
  abandoned: true,
};

export const environmentPool = (limits: PoolLimits, clock: Clock, start: (name: string) => Environment): Pool => {
  const rooms = new Map<string, Room>();
  // Idle minutes are the machine's, not the cloud's: on a fast clock they would be over at once.
  const wall = scaledClock({ speed: 1 });
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
  const slotFor = (room: Room): Slot | undefined => {
    for (const slot of room.slots.filter(({ busy, environment }) => !busy && environment.ended)) discard(room, slot);
    const idle = room.slots.find((slot) => !slot.busy);
    if (idle !== undefined) return idle;
    const first = room.slots.length === 0;
    if (room.slots.length >= limitOf(room.of) || !(makeRoom() || first)) return undefined;
    const slot: Slot = { environment: start(room.of.name), busy: false, lastUsed: wall.now() };
    room.slots.push(slot);
    sweep ??= wall.at(wall.now() + limits.idleMilliseconds, sweepIdle);
    return slot;
  };
  const serve = async (room: Room, slot: Slot, { request, resolve }: Waiting): Promise<void> => {
    slot.busy = true;
    const release = clock.hold();
    const outcome = await slot.environment.invoke(request);
    release();
    slot.busy = false;
    slot.lastUsed = wall.now();
    if (slot.environment.ended) discard(room, slot);
    resolve(outcome);
    if (!stopping) for (const each of [room, ...rooms.values()]) pump(each);
  };
  const pump = (room: Room): void => {
    while (room.waiting.length > 0) {
      const slot = slotFor(room);
      if (slot === undefined) return;
      const next = room.waiting.shift();
      if (next !== undefined) void serve(room, slot, next);
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
    run: (of, request) =>
      new Promise((resolve) => {
        if (stopping) return resolve(stopped);
        const room = rooms.get(of.name) ?? { of, slots: [], waiting: [] };
        rooms.set(of.name, room);
        room.waiting.push({ request, resolve });
        pump(room);
      }),
    async stop() {
      stopping = true;
      sweep?.cancel();
      for (const room of rooms.values()) for (const { resolve } of room.waiting.splice(0)) resolve(stopped);
      await Promise.all([...rooms.values()].flatMap(({ slots }) => slots.map(({ environment }) => environment.end())));
      rooms.clear();
    },
  };
};
