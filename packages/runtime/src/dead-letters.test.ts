import type { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { deadLettersFrom, type MessageSender, recordDeadLetters } from './dead-letters.ts';
import { noteSubscription } from './testing/fixture.ts';
import { message } from './testing/messages.ts';

const sender = (): MessageSender & { readonly sent: SendMessageCommand['input'][] } => {
  const sent: SendMessageCommand['input'][] = [];
  return {
    sent,
    send: async ({ input }) => {
      sent.push(input);
      return { $metadata: {} };
    },
  };
};

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const ENVIRONMENT = { DEAD_LETTER_QUEUE_URL: 'https://queue' };

describe('dead letters', () => {
  it('are the message as it came, with the reason as attributes', async () => {
    const client = sender();
    const letters = deadLettersFrom(client, noteSubscription, ENVIRONMENT);
    expect(letters?.maxReceiveCount).toBe(3);
    await letters?.send(message('m-1', '{"as":"it came"}', 2), { code: 'DOWN', message: 'm'.repeat(1_025) });
    expect(client.sent).toEqual([
      {
        QueueUrl: 'https://queue',
        MessageBody: '{"as":"it came"}',
        MessageAttributes: {
          errorCode: text('DOWN'),
          errorMessage: text('m'.repeat(1_024)),
          messageId: text('m-1'),
          receiveCount: text('2'),
        },
      },
    ]);
  });

  it('are left to SQS where the environment names no queue, or there is none to consume', () => {
    expect(deadLettersFrom(sender(), noteSubscription, {})).toBeUndefined();
    const byFirehose = { ...noteSubscription, delivery: { kind: 'firehose' } as const };
    expect(deadLettersFrom(sender(), byFirehose, ENVIRONMENT)).toBeUndefined();
  });

  it('of a pipe are the record as JSON', async () => {
    const client = sender();
    const record = { eventID: 'e-1', dynamodb: { Keys: { id: { S: '7' } } } };
    await recordDeadLetters(client, 'https://queue')(record, { code: 'NO_NOTE', message: 'It is something else' });
    expect(client.sent).toEqual([
      {
        QueueUrl: 'https://queue',
        MessageBody: JSON.stringify(record),
        MessageAttributes: {
          errorCode: text('NO_NOTE'),
          errorMessage: text('It is something else'),
          eventId: text('e-1'),
        },
      },
    ]);
  });
});
