import type { Message, ReceiveMessageCommandInput, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Broker } from './broker.ts';
import { incomingOf } from './incoming.ts';
import type { Queue } from './queue.ts';

export type ReceiveOutput = Omit<ReceiveMessageCommandOutput, '$metadata'>;

/** ReceiveMessage, waiting for messages when asked to; `stop` answers all that wait. */
export interface Receiver {
  receive(queue: Queue, input: ReceiveMessageCommandInput): Promise<ReceiveOutput>;
  stop(): void;
}

const within = (name: string, value: number, [least, most]: readonly [number, number]): number => {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
};

const LONGEST_VISIBILITY = 43_200;
const LONGEST_WAIT = 20;

export const receiverOn = (kernel: Kernel, broker: Broker): Receiver => {
  const waiting = new Set<() => void>();

  /** Long polling: the first that is ready, or nothing when the time is over. */
  const wait = (queue: Queue, seconds: number, take: () => Message[]): Promise<Message[]> =>
    new Promise((resolve, reject) => {
      const done = (messages: Message[]): void => {
        unsubscribe();
        timer.cancel();
        waiting.delete(giveUp);
        resolve(messages);
      };
      const giveUp = (): void => done([]);
      const look = (): void => {
        try {
          const messages = take();
          if (messages.length > 0) done(messages);
        } catch (error) {
          giveUp();
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      const unsubscribe = broker.onReady(queue.name, look);
      const timer = kernel.clock.at(kernel.clock.now() + seconds * 1_000, giveUp);
      waiting.add(giveUp);
    });

  return {
    async receive(queue, input) {
      const max = within('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, [1, 10]);
      const visibility = input.VisibilityTimeout;
      if (visibility !== undefined) within('VisibilityTimeout', visibility, [0, LONGEST_VISIBILITY]);
      const seconds = input.WaitTimeSeconds ?? queue.attributes.ReceiveMessageWaitTimeSeconds;
      within('WaitTimeSeconds', seconds, [0, LONGEST_WAIT]);
      const take = (): Message[] =>
        broker.receive(queue, max, visibility).map((received) => incomingOf(received, input));
      const first = take();
      const messages = first.length > 0 || seconds === 0 ? first : await wait(queue, seconds, take);
      // AWS leaves Messages out of an answer that has none.
      return messages.length === 0 ? {} : { Messages: messages };
    },
    stop() {
      for (const giveUp of [...waiting]) giveUp();
    },
  };
};
