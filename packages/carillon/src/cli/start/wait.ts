import type { Awaited } from '../../demo.ts';

/** Waiting took longer than it may: what was waited for, and what was there instead. */
export class TimeoutError extends Error {
  readonly code = 'TIMEOUT';
}

const LOOK_EVERY_MS = 150;

export interface Wait<Seen> extends Awaited<Seen> {
  /** Wall time. */
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** Polls until it is there. @throws TimeoutError, or the signal's reason when the wait is broken off */
export const waitFor = async <Seen>({ what, withinMs, look, isThere, signal }: Wait<Seen>): Promise<Seen> => {
  const end = performance.now() + withinMs;
  for (;;) {
    signal.throwIfAborted();
    const seen = await look();
    if (isThere(seen)) return seen;
    if (performance.now() > end) {
      const last = JSON.stringify(seen)?.slice(0, 800);
      throw new TimeoutError(`${what} did not come within ${Math.round(withinMs / 1000)} s; last seen: ${last}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};
