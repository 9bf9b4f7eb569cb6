import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Cloud } from '../operate/cloud.ts';
import { deadLetterQueues, giveBack, HIDDEN_SECONDS } from '../operate/dead-letters.ts';
import { concerns, type Wanted } from './subject.ts';

export interface FoundMessages {
  readonly queue: string;
  readonly messages: number;
}

/** Receives that may bring nothing, or nothing new, before a queue counts as read: SQS asks some of its servers each time. */
const IDLE_RECEIVES = { nothing: 2, nothingNew: 20 };

/** Messages of a queue, batch by batch, each once; they are hidden from others for a while. */
async function* batchesOf({ sqs }: Cloud, url: string): AsyncGenerator<readonly Message[]> {
  const seen = new Set<string>();
  for (let [nothing, nothingNew] = [0, 0]; nothing < IDLE_RECEIVES.nothing && nothingNew < IDLE_RECEIVES.nothingNew; ) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: 1,
      }),
    );
    const fresh = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId));
    for (const { MessageId = '' } of fresh) seen.add(MessageId);
    [nothing, nothingNew] = [Messages.length === 0 ? nothing + 1 : 0, fresh.length === 0 ? nothingNew + 1 : 0];
    if (fresh.length > 0) yield fresh;
  }
}

/** Dead letters about the subject; with `remove` they are deleted as they are found. The others are put back untouched. */
export const deadLettersAbout = async (
  cloud: Cloud,
  wanted: Wanted,
  remove: boolean,
): Promise<readonly FoundMessages[]> => {
  const found: FoundMessages[] = [];
  for (const { queue, url, messages } of await deadLetterQueues(cloud)) {
    if (messages === 0) continue;
    let hits = 0;
    const others: Message[] = [];
    for await (const batch of batchesOf(cloud, url)) {
      const hit = batch.filter(({ Body = '' }) => concerns(Body, wanted));
      hits += hit.length;
      others.push(...batch.filter((message) => !remove || !hit.includes(message)));
      // At once: the receipt of a message that became visible again and was received anew deletes nothing.
      if (remove)
        for (const { ReceiptHandle } of hit)
          await cloud.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
    await giveBack(cloud, url, others);
    if (hits > 0) found.push({ queue, messages: hits });
  }
  return found;
};
