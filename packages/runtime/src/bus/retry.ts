/** How often and how far apart something is tried. */
export interface Backoff {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly baseMilliseconds: number;
  readonly capMilliseconds: number;
}

/** Waiting and random numbers, handed in so that a test neither sleeps nor guesses. */
export interface RetryTiming {
  wait(milliseconds: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

/** The platform's timers and random numbers. */
export const platformTiming: RetryTiming = {
  wait: (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds)),
  random: () => Math.random(),
};

/**
 * Full jitter: somewhere between nothing and the exponential bound, so that those who were rejected together do not
 * come back together (AWS Architecture Blog, "Exponential Backoff And Jitter").
 * @param retry counted from 0
 */
export const delayOf = ({ baseMilliseconds, capMilliseconds }: Backoff, retry: number, random: number): number =>
  Math.floor(random * Math.min(capMilliseconds, baseMilliseconds * 2 ** retry));

/** EventBridge API reference, PutEventsResultEntry, ErrorCode: which are worth another try. */
const RETRYABLE = new Set([
  'InternalFailure',
  'InternalException',
  'InternalServerError',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'NO_ANSWER',
]);

/** Whether an error code of PutEvents is worth another try. */
export const isRetryableCode = (code: string): boolean => RETRYABLE.has(code);

interface SdkTraits {
  readonly $retryable?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** A call that failed as a whole: the service's own faults, throttling, and a network that gave no answer. */
export const isRetryableError = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { $retryable, $fault, $metadata } = error as Error & SdkTraits;
  if ($retryable !== undefined || $fault === 'server' || isRetryableCode(error.name)) return true;
  const status = $metadata?.httpStatusCode;
  return status === undefined ? 'code' in error || error.name === 'TimeoutError' : status >= 500 || status === 429;
};
