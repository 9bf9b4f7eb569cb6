import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { pascalCase } from '@carillon/catalog/names';
import type { Subscription } from '@carillon/runtime/descriptor';
import type { ApplicationCatalog } from '../../application.ts';
import { type ArchivedEvent, archivedEvents, bucketStore } from '../archive/archive.ts';
import { subscriptionMatch } from '../archive/subscription-match.ts';
import { UsageError } from '../command.ts';
import { type Cloud, OperateError } from './cloud.ts';
import { archiveBucket, nameOfQueue, queueUrls } from './stack-names.ts';

export interface Replay {
  readonly catalog: ApplicationCatalog;
  readonly to: unknown;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until?: number;
  /** Counts, and sends nothing. */
  readonly dryRun: boolean;
  progress(events: number, upTo: string): void;
}

export interface Replayed {
  readonly consumer: string;
  readonly queue: string;
  readonly events: number;
  /** When the last of them happened. */
  readonly last?: string;
}

/** The subscription of a consumer with a queue. @throws UsageError */
export const subscriptionOf = ({ subscriptions }: ApplicationCatalog, name: unknown): Subscription<unknown> => {
  const found = subscriptions.find(({ consumer }) => consumer === name);
  if (found !== undefined && found.delivery.kind === 'queue') return found;
  const queued = subscriptions.filter(({ delivery }) => delivery.kind === 'queue').map(({ consumer }) => consumer);
  throw new UsageError(`--to takes a consumer with a queue: ${queued.join(', ')}.`);
};

export const queueOf = async (cloud: Cloud, consumer: string): Promise<string> => {
  const name = `${pascalCase(consumer)}Queue`.toLowerCase();
  const urls = (await queueUrls(cloud)).filter((url) => nameOfQueue(url).toLowerCase().includes(name));
  const [url] = urls.filter((each) => !/dead/i.test(nameOfQueue(each)));
  if (url !== undefined) return url;
  throw new OperateError(
    'NOT_FOUND',
    `${consumer} has no queue in ${cloud.where}`,
    'Deploy it, or start it: npm start.',
  );
};

/** SQS takes ten messages and 1 MiB in a batch ("Amazon SQS message quotas"); half of it leaves room for what JSON adds. */
const BATCH = { messages: 10, bytes: 512 * 1_024 };

interface QueueMessage {
  readonly body: string;
  readonly bytes: number;
  readonly at: string;
}

const messageOf = (event: ArchivedEvent): QueueMessage => {
  const body = JSON.stringify(event);
  return { body, bytes: Buffer.byteLength(body), at: event.detail.metadata.occurredAt };
};

/** In batches that SQS takes, in the same order. */
async function* batched(messages: AsyncIterable<QueueMessage>): AsyncGenerator<readonly QueueMessage[]> {
  let batch: QueueMessage[] = [];
  let bytes = 0;
  for await (const message of messages) {
    if (batch.length === BATCH.messages || (batch.length > 0 && bytes + message.bytes > BATCH.bytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(message);
    bytes += message.bytes;
  }
  if (batch.length > 0) yield batch;
}

const send = async ({ sqs }: Cloud, QueueUrl: string, messages: readonly QueueMessage[]): Promise<void> => {
  const Entries = messages.map(({ body }, index) => ({ Id: String(index), MessageBody: body }));
  const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const [failed] = Failed;
  if (failed === undefined) return;
  const message = `${Failed.length} of ${messages.length} messages were not taken: ${failed.Message ?? ''}`;
  throw new OperateError(
    failed.Code ?? 'SEND_FAILED',
    message,
    `Replay again from ${messages[0]?.at}: a consumer knows an event by its id.`,
  );
};

const matching = async function* (
  cloud: Cloud,
  subscription: Subscription<unknown>,
  replay: Replay,
): AsyncGenerator<QueueMessage> {
  const comes = subscriptionMatch(subscription, replay.catalog.upcasters);
  const store = bucketStore(cloud.s3, await archiveBucket(cloud));
  const types = new Set(subscription.events.map(({ name }) => name));
  const span = { from: replay.from, types, ...(replay.until === undefined ? {} : { until: replay.until }) };
  for await (const event of archivedEvents(store, span)) {
    // What is sent is the event as it was stored: the consumer takes it to its own version.
    if (comes(event)) yield messageOf(event);
  }
};

/** To one consumer's queue what its rule would have sent it, in the order in which it happened. @throws OperateError */
export const replay = async (cloud: Cloud, wanted: Replay): Promise<Replayed> => {
  const subscription = subscriptionOf(wanted.catalog, wanted.to);
  const url = await queueOf(cloud, subscription.consumer);
  let events = 0;
  let last: string | undefined;
  for await (const messages of batched(matching(cloud, subscription, wanted))) {
    if (!wanted.dryRun) await send(cloud, url, messages);
    events += messages.length;
    last = messages.at(-1)?.at;
    wanted.progress(events, last ?? '');
  }
  const { consumer } = subscription;
  return { consumer, queue: nameOfQueue(url), events, ...(last === undefined ? {} : { last }) };
};
