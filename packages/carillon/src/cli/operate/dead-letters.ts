import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type Message,
  ReceiveMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { isObject } from '@carillon/catalog/json';
import { type Cloud, OperateError } from './cloud.ts';
import { nameOfQueue, queueUrls } from './stack-names.ts';

export interface DeadLetterQueue {
  readonly queue: string;
  readonly url: string;
  readonly messages: number;
}

const attributesOf = async ({ sqs }: Cloud, url: string): Promise<Readonly<Record<string, string>>> => {
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  return Attributes;
};

const queuesThat = async (cloud: Cloud, are: 'dead' | 'live'): Promise<readonly DeadLetterQueue[]> => {
  const urls = (await queueUrls(cloud)).filter((url) => /dead/i.test(nameOfQueue(url)) === (are === 'dead'));
  return Promise.all(
    urls.map(async (url) => {
      const attributes = await attributesOf(cloud, url);
      const count = (name: string): number => Number(attributes[name] ?? 0);
      const messages = count('ApproximateNumberOfMessages') + count('ApproximateNumberOfMessagesNotVisible');
      return { queue: nameOfQueue(url), url, messages };
    }),
  );
};

/** Every dead-letter queue and how many messages wait in it, those that somebody looks at included. */
export const deadLetterQueues = (cloud: Cloud): Promise<readonly DeadLetterQueue[]> => queuesThat(cloud, 'dead');

/** The consumers' own queues, and how many messages have not been acted on. */
export const liveQueues = (cloud: Cloud): Promise<readonly DeadLetterQueue[]> => queuesThat(cloud, 'live');

/** The one queue whose name contains the text. @throws OperateError NOT_FOUND, AMBIGUOUS */
export const deadLetterQueueNamed = async (cloud: Cloud, text: string): Promise<DeadLetterQueue> => {
  const queues = await deadLetterQueues(cloud);
  // A consumer is called send-invoices, its queue CarillonBus-SendInvoicesDeadLetters...
  const plain = (name: string): string => name.toLowerCase().replaceAll('-', '');
  const found = queues.filter(({ queue }) => plain(queue).includes(plain(text)));
  const exact = queues.find(({ queue }) => queue === text);
  const [first] = found;
  if (exact !== undefined) return exact;
  if (first === undefined)
    throw new OperateError('NOT_FOUND', `no dead-letter queue is called ${text}`, 'carillon dlq list names them.');
  if (found.length === 1) return first;
  throw new OperateError(
    'AMBIGUOUS',
    `${found.length} queues: ${found.map(({ queue }) => queue).join(', ')}`,
    'Write more of the name.',
  );
};

/** A dead letter as it may be shown: why it is here and which event it is, and nothing of the payload. */
export interface DeadLetter {
  readonly messageId: string;
  /** RFC 3339, when it came into this queue. */
  readonly at: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly event?: string;
  readonly eventId?: string;
  readonly correlationId?: string;
  readonly bytes: number;
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = path.reduce<unknown>((here, name) => (isObject(here) ? here[name] : undefined), value);
  return typeof found === 'string' ? found : undefined;
};

/** Our own attributes, or EventBridge's ("Using dead-letter queues to process undelivered events"). */
const attribute = ({ MessageAttributes = {} }: Message, ...names: readonly string[]): string | undefined =>
  names.map((name) => MessageAttributes[name]?.StringValue).find((value) => value !== undefined);

const deadLetterOf = (message: Message): DeadLetter => {
  const { MessageId = '', Body = '', Attributes = {} } = message;
  const body = parsed(Body);
  const facts = {
    errorCode: attribute(message, 'errorCode', 'ERROR_CODE'),
    errorMessage: attribute(message, 'errorMessage', 'ERROR_MESSAGE'),
    event: textAt(body, 'detail-type'),
    eventId: textAt(body, 'detail', 'metadata', 'id'),
    correlationId: textAt(body, 'detail', 'metadata', 'correlationId'),
  };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const at = new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString();
  return { messageId: MessageId, at, ...known, bytes: Buffer.byteLength(Body) };
};

/** Long enough to come to the end of a queue without meeting a message twice; should this end before it gives them back, they come back by themselves. */
export const HIDDEN_SECONDS = 30;

/** A batch of SQS ("ChangeMessageVisibilityBatch"). */
const BATCH = 10;

/** Makes messages visible again at once: a redrive passes over what is hidden, and says that it moved nothing. */
export const giveBack = async ({ sqs }: Cloud, QueueUrl: string, messages: readonly Message[]): Promise<void> => {
  for (let from = 0; from < messages.length; from += BATCH) {
    const Entries = messages
      .slice(from, from + BATCH)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
};

/** Messages are looked at, not taken: afterwards they are visible as before. */
export const deadLettersIn = async (cloud: Cloud, url: string, most: number): Promise<readonly DeadLetter[]> => {
  const letters = new Map<string, DeadLetter>();
  const seen: Message[] = [];
  for (let empty = 0; letters.size < most && empty < 2; ) {
    const { Messages = [] } = await cloud.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(10, most - letters.size),
        VisibilityTimeout: HIDDEN_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    seen.push(...Messages);
    const fresh = Messages.filter(({ MessageId }) => !letters.has(MessageId ?? ''));
    empty = fresh.length === 0 ? empty + 1 : 0;
    for (const message of fresh) letters.set(message.MessageId ?? '', deadLetterOf(message));
  }
  await giveBack(cloud, url, seen);
  return [...letters.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1));
};

export interface Redriven {
  readonly queue: string;
  readonly to: string;
  readonly moved: number;
}

const PAUSE_MILLISECONDS = 500;

const newestMove = async ({ sqs }: Cloud, from: string): Promise<ListMessageMoveTasksResultEntry | undefined> =>
  (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: from, MaxResults: 1 }))).Results?.[0];

/** A queue has one move at a time: one that somebody began, or that this began before it was killed, is followed. */
const beginMove = async (cloud: Cloud, from: string, to: string): Promise<void> => {
  const under = await newestMove(cloud, from);
  if (under?.Status === 'RUNNING') return;
  await cloud.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: from, DestinationArn: to }));
};

/**
 * Moves all messages back to the queue that they were for, and waits until that is done (API reference,
 * StartMessageMoveTask). The queue is named: a handler's own dead letters know no source of theirs. SQS does the moving,
 * so it goes on when this process does not.
 * @throws OperateError NO_SOURCE, MOVE_FAILED
 */
export const redrive = async (cloud: Cloud, { queue, url }: DeadLetterQueue): Promise<Redriven> => {
  const { sqs } = cloud;
  const { queueUrls: sources = [] } = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url }));
  const [source] = sources;
  if (source === undefined || sources.length > 1)
    throw new OperateError(
      'NO_SOURCE',
      `${queue} holds what ${source === undefined ? 'a rule, a pipe or the schedule' : `${sources.length} queues`} could not hand on: there is no one queue to go back to`,
      'Events of a rule: carillon events replay. Records of a pipe: the runbook docs/runbooks/stream-behind.md.',
    );
  const { QueueArn: from = '' } = await attributesOf(cloud, url);
  const { QueueArn: to = '' } = await attributesOf(cloud, source);
  await beginMove(cloud, from, to);
  for (;;) {
    const task = await newestMove(cloud, from);
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status === 'COMPLETED') return { queue, to: nameOfQueue(source), moved };
    if (task?.Status === 'FAILED' || task?.Status === 'CANCELLED')
      throw new OperateError(
        'MOVE_FAILED',
        `${task.Status} after ${moved}: ${task.FailureReason ?? ''}`,
        'Redrive again: what was moved is moved.',
      );
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  }
};
