import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DeadLetters } from '../dead-letters.ts';
import { isCoded, loggable, reasonOf } from '../errors.ts';
import { type Log, silentLog } from '../observability/log.ts';

/** What handling a queue's messages may need. */
export interface MessageOptions {
  readonly log?: Log;
  /** Without it a failed message goes the queue's own way: received again, then redriven without a reason. */
  readonly deadLetters?: DeadLetters | undefined;
}

const isLastReceive = (record: SQSRecord, { maxReceiveCount }: DeadLetters): boolean =>
  Number(record.attributes.ApproximateReceiveCount) >= maxReceiveCount;

/** True when the message is in the dead-letter queue with its reason, and so may leave its own queue. */
const movedToDeadLetterQueue = async (
  record: SQSRecord,
  error: unknown,
  { deadLetters, log = silentLog }: MessageOptions,
): Promise<boolean> => {
  const terminal = isCoded(error) && !error.retryable;
  if (deadLetters === undefined || !(terminal || isLastReceive(record, deadLetters))) return false;
  try {
    await deadLetters.send(record, reasonOf(error));
    return true;
  } catch (refused) {
    log.error('Dead letter not sent; left to the queue', { messageId: record.messageId, ...loggable(refused) });
    return false;
  }
};

/**
 * An SQS batch, one message after the other; the failure of one fails only it (the event source mapping needs
 * `ReportBatchItemFailures`). One after the other and not at once, so that two messages of one event in a batch meet
 * the idempotency record and not each other.
 */
export const eachMessage = async (
  event: SQSEvent,
  act: (record: SQSRecord) => Promise<void>,
  options: MessageOptions = {},
): Promise<SQSBatchResponse> => {
  const { log = silentLog } = options;
  const batchItemFailures: { itemIdentifier: string }[] = [];
  let failed = 0;
  for (const record of event.Records) {
    try {
      await act(record);
    } catch (error) {
      const { messageId, attributes } = record;
      failed += 1;
      log.error('Message failed', { messageId, receiveCount: attributes.ApproximateReceiveCount, ...loggable(error) });
      if (!(await movedToDeadLetterQueue(record, error, options)))
        batchItemFailures.push({ itemIdentifier: messageId });
    } finally {
      log.resetKeys();
    }
  }
  log.count('MessagesHandled', event.Records.length - failed);
  if (failed > 0) log.count('MessagesFailed', failed);
  if (failed > batchItemFailures.length) log.count('MessagesDeadLettered', failed - batchItemFailures.length);
  return { batchItemFailures };
};
