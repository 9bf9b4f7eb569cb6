/**
 * What this project throws on purpose. `code` is stable, `retryable` says whether the same call may succeed later, and
 * the message holds nothing of an event's payload, so that logs and dead-letter queues may show it.
 */
export class CodedError extends Error {
  readonly '~coded': true = true;
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable: boolean) {
    super(message);
    this.name = 'CodedError';
    this.code = code;
    this.retryable = retryable;
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
  constructor(code: string, message: string) {
    super(code, message, false);
    this.name = 'TerminalError';
  }
}

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

export const isPublishError = (error: unknown): error is PublishError =>
  isCoded(error) && error.code === 'PUBLISH_REJECTED';

export interface Reason {
  readonly code: string;
  readonly message: string;
}

/**
 * What may be shown of any error. A foreign error's message may quote a payload (V8's JSON.parse does), so only its
 * name leaves.
 */
export const reasonOf = (error: unknown): Reason => {
  if (isCoded(error)) return { code: error.code, message: error.message };
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

/** What a log may hold of any error. Not under the name `message`: that is the line's own. */
export const loggable = (error: unknown): Readonly<Record<string, unknown>> => {
  const { code, message } = reasonOf(error);
  return { code, reason: message, frames: framesOf(error) };
};
