import { parseArn } from './arn.ts';
import { AwsError } from './errors.ts';
import type { JsonObject } from './json.ts';

/** Calls `listener` whenever there may be something new to read; returns the way to stop. */
export type Listen = (listener: () => void) => () => void;

export interface SourceMessage {
  readonly receiptHandle: string;
  /** The record as Lambda's event would hold it (messageId, body, attributes, …), see "Using Lambda with Amazon SQS". */
  readonly record: JsonObject;
}

/** A queue as an event source mapping or a pipe reads it. */
export interface QueueSource {
  readonly kind: 'queue';
  /** Takes up to `max` messages out of sight for the queue's visibility timeout. */
  receive(max: number): readonly SourceMessage[];
  delete(receiptHandles: readonly string[]): void;
  /** Gives a message back before its visibility timeout is over. */
  release(receiptHandles: readonly string[], delaySeconds: number): void;
  readonly onReady: Listen;
}

export interface StreamRecord {
  /** Ascending in the stream; a reader keeps it as its position. */
  readonly n: number;
  /** The record as Lambda's event would hold it (eventID, eventName, dynamodb: {Keys, NewImage, …}, …). */
  readonly record: JsonObject;
}

/** A stream as an event source mapping or a pipe reads it: one shard, in order. */
export interface StreamSource {
  readonly kind: 'stream';
  readonly shardId: string;
  /** Records after position `n`; 0 is TRIM_HORIZON. */
  read(after: number, limit: number): readonly StreamRecord[];
  /** The position of LATEST. */
  latest(): number;
  readonly onReady: Listen;
}

export type Source = QueueSource | StreamSource;

export interface Sources {
  /** `service` is the ARN's third part: sqs, dynamodb. */
  register(service: string, open: (arn: string) => Source | undefined): void;
  /** @throws AwsError ResourceNotFoundException */
  open(arn: string): Source;
}

export const sourceTable = (): Sources => {
  const openers = new Map<string, (arn: string) => Source | undefined>();
  return {
    register: (service, open) => void openers.set(service, open),
    open(arn) {
      const source = openers.get(parseArn(arn)?.service ?? '')?.(arn);
      if (source === undefined) throw new AwsError('ResourceNotFoundException', `Nothing to read at ${arn}.`);
      return source;
    },
  };
};
