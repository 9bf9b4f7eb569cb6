import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { ArchivedEvent } from '../archive/archive.ts';
import { type Cloud, OperateError } from '../operate/cloud.ts';

/** A consumer that is given events without its queue. */
export interface Recipient {
  readonly consumer: string;
  readonly functionName: string;
  readonly queueArn: string;
  readonly batchSize: number;
  /** Wall milliseconds before the attempt after this one; the first is 0. */
  pause(attempt: number): Promise<void>;
}

const MOST_ATTEMPTS = 6;
const MOST_BYTES = 4 * 1_024 * 1_024;

/**
 * In batches that keep the order of each stream whatever becomes of them: of one stream there is one event in a batch, so
 * that what fails holds back what comes after it and nothing else does.
 */
export async function* inBatches(
  events: AsyncIterable<ArchivedEvent>,
  batchSize: number,
): AsyncGenerator<readonly ArchivedEvent[]> {
  let batch: ArchivedEvent[] = [];
  let bytes = 0;
  const streams = new Set<string>();
  for await (const event of events) {
    const { stream } = event.detail.metadata;
    const size = Buffer.byteLength(JSON.stringify(event));
    const isFull = batch.length === batchSize || (batch.length > 0 && bytes + size > MOST_BYTES);
    if (isFull || (stream !== undefined && streams.has(stream))) {
      yield batch;
      [batch, bytes] = [[], 0];
      streams.clear();
    }
    batch.push(event);
    bytes += size;
    if (stream !== undefined) streams.add(stream);
  }
  if (batch.length > 0) yield batch;
}

const recordOf = (event: ArchivedEvent, { queueArn }: Recipient, attempt: number): SQSRecord => ({
  messageId: event.detail.metadata.id,
  receiptHandle: 'catch-up',
  body: JSON.stringify(event),
  attributes: {
    ApproximateReceiveCount: String(attempt + 1),
    SentTimestamp: String(Date.parse(event.detail.metadata.occurredAt)),
    SenderId: 'catch-up',
    ApproximateFirstReceiveTimestamp: String(Date.parse(event.detail.metadata.occurredAt)),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: queueArn.split(':')[3] ?? '',
});

/** The ids of what failed; all of them where the function itself did. */
const invoke = async (
  { lambda }: Cloud,
  recipient: Recipient,
  events: readonly ArchivedEvent[],
  attempt: number,
): Promise<ReadonlySet<string>> => {
  const Records = events.map((event) => recordOf(event, recipient, attempt));
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: recipient.functionName, Payload: JSON.stringify({ Records }) }),
  );
  if (FunctionError !== undefined) return new Set(events.map(({ detail }) => detail.metadata.id));
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString('utf8') || 'null') as SQSBatchResponse | null;
  return new Set((answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
};

/** Delivers a batch until the consumer has handled all of it. @throws OperateError CONSUMER_FAILED */
export const deliverBatch = async (
  cloud: Cloud,
  recipient: Recipient,
  batch: readonly ArchivedEvent[],
): Promise<void> => {
  let left = batch;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === MOST_ATTEMPTS)
      throw new OperateError(
        'CONSUMER_FAILED',
        `${recipient.consumer} failed to handle ${left.length} events, the first of ${left[0]?.detail.metadata.occurredAt}`,
        `Its log says why. Fix it, deploy it, and run catch-up again: it continues from here, and live events still wait.`,
      );
    if (attempt > 0) await recipient.pause(attempt);
    const failed = await invoke(cloud, recipient, left, attempt);
    left = left.filter(({ detail }) => failed.has(detail.metadata.id));
  }
};
