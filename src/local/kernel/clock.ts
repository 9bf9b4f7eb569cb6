/** Milliseconds since the Unix epoch, on whatever time this cloud lives in. */
export type Instant = number;

export interface Timer {
  cancel(): void;
}

export interface Clock {
  now(): Instant;
  /** Calls `wake` once when `now()` has reached `due`; never inside this call, even when `due` has passed. */
  at(due: Instant, wake: () => void): Timer;
}

/** setTimeout's limit (2^31-1 ms); a longer wait is taken in legs. */
const LONGEST_LEG = 2_147_483_647;

export interface ScaledClockOptions {
  /** Cloud seconds a wall second; 1 is real time. */
  readonly speed: number;
  /** The earliest instant this clock may show: a cloud that was fast before must not go back in time. */
  readonly notBefore?: Instant;
}

/** The wall's clock, `speed` times as fast. */
export const scaledClock = ({ speed, notBefore = 0 }: ScaledClockOptions): Clock => {
  const wallStart = Date.now();
  const start = Math.max(wallStart, notBefore);
  const now = (): Instant => Math.floor(start + (Date.now() - wallStart) * speed);
  return {
    now,
    at(due, wake) {
      let handle: NodeJS.Timeout;
      const leg = (): void => {
        const wall = Math.max(0, Math.ceil((due - now()) / speed));
        handle = setTimeout(() => (now() >= due ? wake() : leg()), Math.min(wall, LONGEST_LEG));
      };
      leg();
      return { cancel: () => clearTimeout(handle) };
    },
  };
};

export interface ManualClock extends Clock {
  /** Moves time to `instant`, waking every timer on the way in order and letting what each started settle. */
  advanceTo(instant: Instant): Promise<void>;
  advance(milliseconds: number): Promise<void>;
}

interface Waiting {
  readonly due: Instant;
  readonly order: number;
  readonly wake: () => void;
}

/** Immediates let commits and chains of promises that a wake-up started come to rest. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await new Promise<void>((resume) => setImmediate(resume));
};

/** Time that moves only when told to: an hour passes in a millisecond, the same way each time. */
export const manualClock = (start: Instant): ManualClock => {
  let current = start;
  let order = 0;
  const waiting = new Set<Waiting>();
  const earliest = (until: Instant): Waiting | undefined =>
    [...waiting].filter((each) => each.due <= until).sort((a, b) => a.due - b.due || a.order - b.order)[0];
  const clock: ManualClock = {
    now: () => current,
    at(due, wake) {
      const entry: Waiting = { due, order: order++, wake };
      waiting.add(entry);
      return { cancel: () => void waiting.delete(entry) };
    },
    async advanceTo(instant) {
      await settle();
      for (let next = earliest(instant); next !== undefined; next = earliest(instant)) {
        waiting.delete(next);
        current = Math.max(current, next.due);
        next.wake();
        await settle();
      }
      current = Math.max(current, instant);
    },
    advance: (milliseconds) => clock.advanceTo(current + milliseconds),
  };
  return clock;
};
