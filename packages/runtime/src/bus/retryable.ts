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
