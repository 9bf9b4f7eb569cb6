/** Waiting took longer than it may: what was waited for, and what was there instead. */
export class WaitedInVainError extends Error {
  readonly code = 'WAITED_IN_VAIN';
}

const LOOK_EVERY_MS = 150;

export interface WaitOptions<T> {
  /** What is waited for, for the error. */
  readonly what: string;
  readonly withinMs: number;
  look(): Promise<T>;
  isThere(seen: T): boolean;
  readonly signal: AbortSignal;
}

/** Looks until it is there. @throws WaitedInVainError, or the signal's reason when the wait is broken off. */
export const waitFor = async <T>({ what, withinMs, look, isThere, signal }: WaitOptions<T>): Promise<T> => {
  const end = performance.now() + withinMs;
  for (;;) {
    signal.throwIfAborted();
    const seen = await look();
    if (isThere(seen)) return seen;
    if (performance.now() > end) {
      const last = JSON.stringify(seen)?.slice(0, 800);
      throw new WaitedInVainError(`${what} did not come within ${Math.round(withinMs / 1000)} s; last seen: ${last}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};
