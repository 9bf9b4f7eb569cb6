import { describe, expect, it } from 'vitest';
import { deadLetterQueueNamed, redrive } from './dead-letters.ts';
import { type Asked, fakeCloud } from './fake-cloud.ts';

const DEAD = 'http://q/1/CarillonBus-SendInvoicesDeadLettersQueue9';
const LIVE = 'http://q/1/CarillonBus-SendInvoicesQueue8';

const answers = (moves: readonly object[]): Parameters<typeof fakeCloud>[0] => {
  const left = [...moves];
  return {
    ListQueues: () => ({ QueueUrls: [DEAD, LIVE, 'http://q/1/CarillonEdge-WebsocketNotifierDeadLettersQueue7'] }),
    GetQueueAttributes: ({ QueueUrl }) => ({ Attributes: { QueueArn: `arn:${QueueUrl}` } }),
    ListDeadLetterSourceQueues: () => ({ queueUrls: [LIVE] }),
    StartMessageMoveTask: () => ({ TaskHandle: 'h' }),
    ListMessageMoveTasks: () => ({
      Results: [left.shift() ?? { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 }],
    }),
  };
};

const started = (asked: readonly Asked[]): number => asked.filter(([name]) => name === 'StartMessageMoveTask').length;

describe('a dead-letter queue', () => {
  it.each(['send-invoices', 'SendInvoices', 'CarillonBus-SendInvoicesDeadLetters', 'carillonbus-send-invoices'])(
    'is found by %s, a part of its name or of its consumer’s',
    async (part) => {
      const { cloud } = fakeCloud(answers([]));
      expect((await deadLetterQueueNamed(cloud, part)).url).toBe(DEAD);
    },
  );
});

describe('a redrive', () => {
  const queue = { queue: 'dead', url: DEAD, messages: 3 };

  it('is begun once and followed to its end', async () => {
    const { cloud, asked } = fakeCloud(answers([{ Status: 'COMPLETED' }, { Status: 'RUNNING' }]));
    expect(await redrive(cloud, queue)).toMatchObject({ moved: 3, to: 'CarillonBus-SendInvoicesQueue8' });
    expect(started(asked)).toBe(1);
  });

  it('that was cut off goes on in SQS, and is followed instead of begun again', async () => {
    const { cloud, asked } = fakeCloud(answers([{ Status: 'RUNNING' }, { Status: 'RUNNING' }]));
    expect(await redrive(cloud, queue)).toMatchObject({ moved: 3 });
    expect(started(asked)).toBe(0);
  });
});
