/** How often to try, and how long to wait in between. */
export interface Backoff {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly baseMilliseconds: number;
  readonly capMilliseconds: number;
}

/** Waiting and random numbers, handed in so that a test neither sleeps nor guesses. */
export interface Timing {
  wait(milliseconds: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

/** The platform's own. */
export const platformTiming: Timing = {
  wait: (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds)),
  random: () => Math.random(),
};

/**
 * Full jitter: somewhere between nothing and the exponential bound, so that those who were rejected together do not
 * come back together (AWS Architecture Blog, "Exponential Backoff And Jitter").
 * @param retry counted from 0
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export const delayOf = ({ baseMilliseconds, capMilliseconds }: Backoff, retry: number, random: number): number =>
  Math.floor(random * Math.min(capMilliseconds, baseMilliseconds * 2 ** retry));
