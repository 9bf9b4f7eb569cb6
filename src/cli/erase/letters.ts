import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Cloud } from '../operate/cloud.ts';
import { deadLetterQueues, giveBack, HIDDEN_SECONDS } from '../operate/dead-letters.ts';
import { concerns } from './person.ts';

export interface FoundLetters {
  readonly queue: string;
  readonly messages: number;
}

/** All messages of a queue, each once, while they are hidden from others. */
const everyMessage = async ({ sqs }: Cloud, url: string): Promise<readonly Message[]> => {
  const seen = new Map<string, Message>();
  for (let empty = 0; empty < 2; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    empty = fresh.length === 0 ? empty + 1 : 0;
    for (const message of fresh) seen.set(message.MessageId ?? '', message);
  }
  return [...seen.values()];
};

/** Dead letters about the person; with `remove` they go, and the others are put back untouched. */
export const lettersAbout = async (cloud: Cloud, id: string, remove: boolean): Promise<readonly FoundLetters[]> => {
  const found: FoundLetters[] = [];
  for (const { queue, url, messages } of await deadLetterQueues(cloud)) {
    if (messages === 0) continue;
    const all = await everyMessage(cloud, url);
    const { hit = [], other = [] } = Object.groupBy(all, ({ Body = '' }) => (concerns(Body, id) ? 'hit' : 'other'));
    if (remove)
      for (const { ReceiptHandle } of hit)
        await cloud.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    await giveBack(cloud, url, remove ? other : all);
    if (hit.length > 0) found.push({ queue, messages: hit.length });
  }
  return found;
};
