import type { Violation } from './descriptor.ts';

/** What is known of an error besides its code and message. */
export interface ErrorDetails {
  /** What somebody can do about it, as an imperative sentence. Holds nothing of a payload. */
  readonly fix?: string;
  /** The error behind it. Logs show its name alone: a foreign message may quote a payload. */
  readonly cause?: unknown;
}

/**
 * What this project throws on purpose. `code` is stable, `retryable` says whether the same call may succeed later, and
 * the message holds nothing of an event's payload, so that logs and dead-letter queues may show it.
 */
export class CodedError extends Error {
  readonly '~coded': true = true;
  readonly code: string;
  readonly retryable: boolean;
  readonly fix?: string;

  constructor(code: string, message: string, retryable: boolean, { fix, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CodedError';
    this.code = code;
    this.retryable = retryable;
    if (fix !== undefined) this.fix = fix;
  }
}

/** By brand and not by `instanceof`: two bundles may each carry this class. */
export const isCoded = (error: unknown): error is CodedError =>
  error instanceof Error && '~coded' in error && error['~coded'] === true;

/**
 * No retry can help: the message is not an envelope, the event is not valid, its claim is gone.
 *
 * An SQS consumer has no way to refuse a message: it fails it, and the queue's redrive policy moves it to the dead-letter
 * queue after `maxReceiveCount` receives. `consume` fails it likewise, and where it knows the dead-letter queue it moves
 * the message there at once, with this code as the reason.
 */
export class TerminalError extends CodedError {
  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(code, message, false, details);
    this.name = 'TerminalError';
  }
}

/** Codes of AWS that are worth another try (EventBridge API reference, PutEventsResultEntry, ErrorCode). */
const RETRYABLE_CODES: ReadonlySet<string> = new Set([
  'InternalFailure',
  'InternalException',
  'InternalServerError',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
]);

/** Whether a code in an answer of AWS is worth another try. */
export const isRetryableCode = (code: string): boolean => RETRYABLE_CODES.has(code);

/** Whether an HTTP status is worth another try: throttling, and the server's own faults (RFC 9110, 15.6; RFC 6585, 4). */
export const isRetryableStatus = (status: number): boolean => status === 429 || status >= 500;

interface SdkTraits {
  readonly $retryable?: unknown;
  readonly $fault?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * Whether the same call may succeed later. Of our own errors their `retryable` says it; of an AWS client's, the service's
 * faults, throttling and a network without an answer are. An error of unknown origin is not: it is a defect.
 */
export const isRetryable = (error: unknown): boolean => {
  if (isCoded(error)) return error.retryable;
  if (!(error instanceof Error)) return false;
  const { $retryable, $fault, $metadata } = error as Error & SdkTraits;
  if ($retryable !== undefined || $fault === 'server' || isRetryableCode(error.name)) return true;
  const status = $metadata?.httpStatusCode;
  return status === undefined ? 'code' in error || error.name === 'TimeoutError' : isRetryableStatus(status);
};

const VIOLATIONS_SHOWN = 3;

/** One sentence for what is wrong with a detail: the schema and the first places where it is broken. */
export const describeViolations = (schema: string, violations: readonly Violation[]): string => {
  const shown = violations.slice(0, VIOLATIONS_SHOWN).map(({ pointer, message }) => `${pointer || '/'} ${message}`);
  const rest = violations.length > VIOLATIONS_SHOWN ? `, and ${violations.length - VIOLATIONS_SHOWN} more` : '';
  return `${schema}: ${shown.join(', ')}${rest}`;
};

/** Why something failed, as logs, dead-letter queues and an execution's history may show it: the message, and what to do about it. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/**
 * Error details safe to show of any error. A foreign error's message may quote a payload (V8's JSON.parse does), so only
 * its name leaves.
 */
export const reasonOf = (error: unknown): Reason => {
  if (isCoded(error)) {
    const { code, message, fix } = error;
    return { code, message: fix === undefined ? message : `${message}. Fix: ${fix}` };
  }
  const code = error instanceof Error ? error.name : 'UnknownError';
  return { code, message: 'The message of this error is withheld: it may quote the payload.' };
};

/** Where it happened: the stack's frames without its first line, which is the message. */
const framesOf = (error: unknown): readonly string[] =>
  error instanceof Error && error.stack !== undefined
    ? error.stack
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('at '))
        .slice(0, 6)
    : [];

/** Error details safe to log. Not under the name `message`: that is the line's own. */
export const loggable = (error: unknown): Readonly<Record<string, unknown>> => {
  const { code, message } = reasonOf(error);
  const details = { code, reason: message, frames: framesOf(error) };
  if (!isCoded(error) || error.cause === undefined) return details;
  return { ...details, cause: reasonOf(error.cause).code };
};
