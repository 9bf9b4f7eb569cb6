import { guarded, type Report, throwOutside } from './isolate.ts';

/** Milliseconds since the Unix epoch, on whatever time this cloud lives in. */
export type Instant = number;

export interface Timer {
  cancel(): void;
}

/**
 * How this clock stands to the wall's, for who tells the time elsewhere: at the wall's instant `wall` (milliseconds,
 * `performance.timeOrigin` based) it showed `cloud`, and it goes on `speed` times as fast. 0 where time is moved by hand.
 */
export interface Pace {
  readonly wall: number;
  readonly cloud: Instant;
  readonly speed: number;
}

export interface Clock {
  now(): Instant;
  /** Calls `wake` once when `now()` has reached `due`; never inside this call, even when `due` has passed. */
  at(due: Instant, wake: () => void): Timer;
  /**
   * While a function runs or a caller works, time passes no faster than the wall's: only waiting is cut short. So a
   * fast clock lets no healthy work run into a timeout. Returns the way to let go.
   */
  hold(): () => void;
  /** Valid until the next `hold`, or until one is let go. */
  pace(): Pace;
}

/** setTimeout's limit (2^31-1 ms); a longer wait is taken in legs. */
const LONGEST_LEG = 2_147_483_647;

export interface ScaledClockOptions {
  /** Cloud seconds a wall second while nothing is held; 1 is real time. */
  readonly speed: number;
  /** The earliest instant this clock may show: a cloud that was fast before must not go back in time. */
  readonly notBefore?: Instant;
  /** A timer that threw; the others go on. Without it the error is thrown where nobody can catch it. */
  readonly report?: Report;
}

interface Waiting {
  readonly due: Instant;
  readonly order: number;
  readonly wake: () => void;
}

const sooner = (a: Waiting, b: Waiting): number => a.due - b.due || a.order - b.order;

/** The wall's clock, `speed` times as fast while everybody waits. */
export const scaledClock = ({ speed, notBefore = 0, report = throwOutside }: ScaledClockOptions): Clock => {
  const waiting = new Set<Waiting>();
  let wallMark = performance.now();
  let cloudMark = Math.max(Date.now(), notBefore);
  let holds = 0;
  let order = 0;
  let handle: NodeJS.Timeout | undefined;

  const speedNow = (): number => (holds > 0 ? Math.min(1, speed) : speed);
  const exact = (): number => cloudMark + (performance.now() - wallMark) * speedNow();
  const now = (): Instant => Math.floor(exact());
  const mark = (): void => {
    cloudMark = exact();
    wallMark = performance.now();
  };
  const arm = (): void => {
    clearTimeout(handle);
    handle = undefined;
    let first: Waiting | undefined;
    for (const each of waiting) if (first === undefined || sooner(each, first) < 0) first = each;
    if (first === undefined) return;
    const wall = Math.max(0, Math.ceil((first.due - exact()) / speedNow()));
    handle = setTimeout(wakeDue, Math.min(wall, LONGEST_LEG));
  };
  const wakeDue = (): void => {
    const instant = now();
    for (const each of [...waiting].filter((one) => one.due <= instant).sort(sooner)) {
      if (waiting.delete(each)) guarded(each.wake, report, 'timer')();
    }
    arm();
  };
  const repace = (by: 1 | -1): void => {
    const before = speedNow();
    mark();
    holds += by;
    if (speedNow() !== before) arm();
  };
  return {
    now,
    at(due, wake) {
      const entry: Waiting = { due, order: order++, wake };
      waiting.add(entry);
      arm();
      return {
        cancel() {
          if (waiting.delete(entry)) arm();
        },
      };
    },
    hold() {
      let held = true;
      repace(1);
      return () => {
        if (held) repace(-1);
        held = false;
      };
    },
    pace: () => ({ wall: performance.timeOrigin + performance.now(), cloud: now(), speed: speedNow() }),
  };
};

export interface ManualClock extends Clock {
  /** Moves time to `instant`, waking every timer on the way in order and letting what each started settle. */
  advanceTo(instant: Instant): Promise<void>;
  advance(milliseconds: number): Promise<void>;
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
    [...waiting].filter((each) => each.due <= until).sort(sooner)[0];
  const clock: ManualClock = {
    now: () => current,
    at(due, wake) {
      const entry: Waiting = { due, order: order++, wake };
      waiting.add(entry);
      return { cancel: () => void waiting.delete(entry) };
    },
    hold: () => () => undefined,
    pace: () => ({ wall: 0, cloud: current, speed: 0 }),
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
