import type { Pace } from '../../kernel/clock.ts';

export interface CloudTime {
  now(): number;
  setPace(pace: Pace): void;
}

/**
 * Puts the cloud's clock behind this thread's `Date`, so that a handler lives in the time of its events. Timers and
 * `performance.now()` stay the wall's: a handler's own waiting takes real time. The pace is set anew at each invocation;
 * time never goes back. `wallNow` is the wall's instant as Pace has it.
 */
export const installCloudDate = (start: Pace, wallNow: () => number): CloudTime => {
  const Platform = Date;
  let pace = start;
  let latest = 0;
  const now = (): number => {
    latest = Math.max(latest, Math.floor(pace.cloud + (wallNow() - pace.wall) * pace.speed));
    return latest;
  };
  const CloudDate = new Proxy(Platform, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new Platform(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  Object.defineProperty(Platform.prototype, 'constructor', { value: CloudDate, writable: true, configurable: true });
  globalThis.Date = CloudDate;
  return {
    now,
    setPace(next) {
      pace = next;
    },
  };
};
