import type { SendMessageBatchCommandOutput } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../kernel/json.ts';
import { arn, cloud, counts } from './test-cloud.ts';

describe('a batch', () => {
  it('lists what failed beside what succeeded', async () => {
    const here = cloud();
    const url = here.make('q');
    const Entries = [
      { Id: 'good', MessageBody: 'x' },
      { Id: 'bad', MessageBody: 'null\u0000' },
      { Id: 'late', MessageBody: 'y', DelaySeconds: 901 },
    ];
    const sent = await here.run<SendMessageBatchCommandOutput>('SendMessageBatch', { QueueUrl: url, Entries });
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['good']);
    expect(sent.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
      ['bad', 'InvalidMessageContents'],
      ['late', 'InvalidParameterValue'],
    ]);
  });

  it.each([
    ['EmptyBatchRequest', []],
    ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, MessageBody: 'x' }))],
    [
      'BatchEntryIdsNotDistinct',
      [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'a', MessageBody: 'y' },
      ],
    ],
    ['InvalidBatchEntryId', [{ Id: 'a b', MessageBody: 'x' }]],
  ])('is refused whole: %s', async (code, Entries) => {
    const here = cloud();
    const url = here.make('q');
    await expect(here.run('SendMessageBatch', { QueueUrl: url, Entries })).rejects.toMatchObject({ code });
  });
});

describe('a queue between services', () => {
  const policy = (source: string): Json => ({
    Statement: [
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { ArnEquals: { 'aws:SourceArn': source } },
      },
    ],
  });
  const delivery = { body: '{}', caller: 'events.amazonaws.com', parameters: { SourceArn: 'arn:rule' } };

  it('takes from an AWS service what its policy allows', async () => {
    const here = cloud();
    const url = here.make('q');
    expect(() => here.kernel.targets.deliver(arn('q'), delivery)).toThrow(/no queue policy allows it/);
    for (const [source, works] of [
      ['arn:other', false],
      ['arn:rule', true],
    ] as const) {
      await here.run('SetQueueAttributes', { QueueUrl: url, Attributes: { Policy: JSON.stringify(policy(source)) } });
      const deliver = (): void => here.kernel.targets.deliver(arn('q'), delivery);
      if (works) deliver();
      else expect(deliver).toThrow();
    }
    expect(await counts(here, url)).toEqual([1, 0, 0]);
  });

  it("is read as Lambda's event has it, and wakes its reader after the commit", async () => {
    const here = cloud();
    here.make('q');
    const source = here.kernel.sources.open(arn('q'));
    if (source.kind !== 'queue') throw new Error('no queue');
    let woken = 0;
    source.onReady(() => {
      woken += 1;
    });
    here.kernel.targets.deliver(arn('q'), { body: 'x', caller: 'role', attributes: { ERROR_CODE: 'E' } });
    expect(woken).toBe(0);
    await here.kernel.journal.durable();
    expect(woken).toBe(1);
    const [message] = source.receive(10);
    expect(message?.record).toMatchObject({
      body: 'x',
      eventSource: 'aws:sqs',
      eventSourceARN: arn('q'),
      messageAttributes: { ERROR_CODE: { stringValue: 'E', dataType: 'String' } },
      attributes: { ApproximateReceiveCount: '1' },
    });
    source.release([message?.receiptHandle ?? ''], 0);
    source.delete(source.receive(10).map(({ receiptHandle }) => receiptHandle));
    expect(source.receive(10)).toEqual([]);
  });
});
