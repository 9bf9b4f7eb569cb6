/** What a {@link CodedError} says besides its code and its message. */
export interface ErrorDetails {
  /** What somebody can do about it, as an imperative sentence. */
  readonly fix?: string;
  /** The error that this one follows from. Its message may quote a payload, so it is not logged. */
  readonly cause?: unknown;
}

/**
 * An error that is thrown on purpose. `code` is stable, `retryable` says whether the same call may succeed later, and the
 * message holds nothing of an event's payload, so that logs and dead-letter queues may show it.
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
 * An SQS consumer has no way to refuse a message for good: it fails it, and the queue's redrive policy moves it to the
 * dead-letter queue after `maxReceiveCount` receives. `consume` fails it likewise, and where it knows the dead-letter
 * queue it moves the message there at once, with this code as the reason.
 */
export class TerminalError extends CodedError {
  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(code, message, false, details);
    this.name = 'TerminalError';
  }
}

/** Why one event of a call to `publish` is not on the bus. */
export interface Rejection {
  /** The event's place in the list given to `publish`. */
  readonly index: number;
  /** The event's name (detail-type). */
  readonly event: string;
  /** EventBridge's ErrorCode, or INVALID_EVENT or TOO_LARGE when it was never sent. */
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

const LISTED = 5;

/** Some events are not on the bus; all that are not listed here are. */
export class PublishError extends CodedError {
  readonly rejected: readonly Rejection[];

  constructor(rejected: readonly Rejection[]) {
    const listed = rejected
      .slice(0, LISTED)
      .map(({ index, event, code, message }) => `#${index} ${event}: ${code}, ${message}`);
    const rest = rejected.length > LISTED ? `; and ${rejected.length - LISTED} more` : '';
    super(
      'PUBLISH_REJECTED',
      `${rejected.length} events were not published: ${listed.join('; ')}${rest}`,
      rejected.every((each) => each.retryable),
    );
    this.name = 'PublishError';
    this.rejected = rejected;
  }
}

/** Whether an error is a {@link PublishError}, of this bundle or of another. */
export const isPublishError = (error: unknown): error is PublishError =>
  isCoded(error) && error.code === 'PUBLISH_REJECTED';

/** What may be shown of an error: its code and a message without a payload. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/**
 * The reason that is safe to log and to show. The message of any other error may quote a payload (V8's JSON.parse
 * does), so it is replaced and only the error's name is kept.
 */
export const reasonOf = (error: unknown): Reason => {
  if (isCoded(error)) {
    const { code, message, fix } = error;
    return { code, message: fix === undefined ? message : `${message}. Fix: ${fix}` };
  }
  const code = error instanceof Error ? error.name : 'UnknownError';
  return { code, message: 'The message of this error is withheld: it may quote the payload.' };
};

/** The stack's frames without its first line, which is the message. */
const framesOf = (error: unknown): readonly string[] =>
  error instanceof Error && error.stack !== undefined
    ? error.stack
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('at '))
        .slice(0, 6)
    : [];

/** Log fields of an error that are safe to write. Not under the name `message`, which is the log line's own. */
export const loggable = (error: unknown): Readonly<Record<string, unknown>> => {
  const { code, message } = reasonOf(error);
  return { code, reason: message, frames: framesOf(error) };
};
