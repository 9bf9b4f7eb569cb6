import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { StreamRecord } from '../../kernel/sources.ts';
import type { Pipe } from './pipe.ts';

/** Why a pipe gave up on records. */
export type Condition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

const change = ({ record }: StreamRecord): JsonObject => record.dynamodb as JsonObject;

/** Epoch milliseconds at which the record came into being. */
export const arrivalOf = (record: StreamRecord): number => Number(change(record).ApproximateCreationDateTime) * 1000;

const iso = (instant: number): string => new Date(instant).toISOString();

/**
 * What a stream pipe leaves in its dead-letter queue: where the records are, not the records
 * ("Amazon EventBridge Pipes error handling and troubleshooting", Pipe DLQ behavior; the form as recorded from AWS).
 */
const deadLetterOf = (
  pipe: Pipe,
  shardId: string,
  records: readonly StreamRecord[],
  why: { readonly condition: Condition; readonly now: number },
): JsonObject => {
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a dead letter is about records');
  return {
    context: { partnerResourceArn: pipe.arn, condition: why.condition },
    version: '1.0',
    timestamp: iso(why.now),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: String(change(first).SequenceNumber),
      endSequenceNumber: String(change(last).SequenceNumber),
      approximateArrivalOfFirstRecord: iso(arrivalOf(first)),
      approximateArrivalOfLastRecord: iso(arrivalOf(last)),
      batchSize: records.length,
      streamArn: pipe.source,
    },
  };
};

/**
 * Gives the records up: to the dead-letter queue, or without one to nobody, and says so.
 * @throws AwsError when the queue does not take it; then nothing is given up.
 */
export const giveUp = (
  kernel: Kernel,
  pipe: Pipe,
  shardId: string,
  lost: { readonly records: readonly StreamRecord[]; readonly condition: Condition; readonly reason: string },
): void => {
  const { records, condition, reason } = lost;
  const arn = pipe.stream?.deadLetterArn;
  const facts = { records: records.length, condition, reason };
  if (arn === undefined) {
    kernel.activity.note({ service: 'pipes', action: 'RecordsDropped', resource: pipe.arn, facts });
    return;
  }
  const letter = deadLetterOf(pipe, shardId, records, { condition, now: kernel.clock.now() });
  kernel.targets.deliver(arn, { body: JSON.stringify(letter), caller: pipe.roleArn });
  kernel.activity.note({ service: 'pipes', action: 'MessageDeadLettered', resource: pipe.arn, facts });
};
