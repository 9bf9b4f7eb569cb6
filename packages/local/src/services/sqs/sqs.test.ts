import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { arn, type Cloud, cloud, counts, receive } from './test-cloud.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a queue', () => {
  it('gives a message to one receiver until its visibility timeout is over', async () => {
    const here = cloud();
    const url = here.make('q', { VisibilityTimeout: 30 });
    const sent = await here.run<SendMessageCommandOutput>('SendMessage', { QueueUrl: url, MessageBody: 'hello world' });
    expect(sent.MD5OfMessageBody).toBe('5eb63bbbe01eeed093cb22bb8f5acdc3');
    expect((await receive(here, url)).map(({ Body }) => Body)).toEqual(['hello world']);
    expect(await receive(here, url)).toEqual([]);
    expect(await counts(here, url)).toEqual([0, 1, 0]);
    await here.kernel.clock.advance(30_000);
    const [again] = await receive(here, url, { MessageSystemAttributeNames: ['All'] });
    expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
    await here.run('DeleteMessage', { QueueUrl: url, ReceiptHandle: again?.ReceiptHandle });
    await here.kernel.clock.advance(60_000);
    expect(await counts(here, url)).toEqual([0, 0, 0]);
  });

  it('lets an old receipt handle delete nothing that was received again since', async () => {
    const here = cloud();
    const url = here.make('q', { VisibilityTimeout: 10 });
    await here.run('SendMessage', { QueueUrl: url, MessageBody: 'x' });
    const [first] = await receive(here, url);
    await here.kernel.clock.advance(10_000);
    expect(await receive(here, url)).toHaveLength(1);
    await here.run('DeleteMessage', { QueueUrl: url, ReceiptHandle: first?.ReceiptHandle });
    expect(await counts(here, url)).toEqual([0, 1, 0]);
    await expect(
      here.run('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 1 }),
    ).rejects.toMatchObject({ code: 'MessageNotInflight' });
    await expect(here.run('DeleteMessage', { QueueUrl: url, ReceiptHandle: 'nonsense' })).rejects.toMatchObject({
      code: 'ReceiptHandleIsInvalid',
    });
  });

  it('delays, extends and gives back', async () => {
    const here = cloud();
    const url = here.make('q', { VisibilityTimeout: 10 });
    await here.run('SendMessage', { QueueUrl: url, MessageBody: 'x', DelaySeconds: 30 });
    expect(await counts(here, url)).toEqual([0, 0, 1]);
    await here.kernel.clock.advance(29_999);
    expect(await receive(here, url)).toEqual([]);
    await here.kernel.clock.advance(1);
    const [message] = await receive(here, url);
    const handle = { QueueUrl: url, ReceiptHandle: message?.ReceiptHandle };
    await here.run('ChangeMessageVisibility', { ...handle, VisibilityTimeout: 60 });
    await here.kernel.clock.advance(59_000);
    expect(await receive(here, url)).toEqual([]);
    await here.run('ChangeMessageVisibility', { ...handle, VisibilityTimeout: 0 });
    expect(await receive(here, url)).toHaveLength(1);
  });

  it('waits for a message as long as it is asked to', async () => {
    const here = cloud();
    const url = here.make('q');
    const waiting = receive(here, url, { WaitTimeSeconds: 20 });
    await here.kernel.clock.advance(5_000);
    await here.run('SendMessage', { QueueUrl: url, MessageBody: 'late' });
    await here.kernel.clock.advance(1);
    expect((await waiting).map(({ Body }) => Body)).toEqual(['late']);
    const empty = receive(here, url, { WaitTimeSeconds: 20 });
    await here.kernel.clock.advance(20_000);
    expect(await empty).toEqual([]);
  });

  it('moves what is received too often to its dead-letter queue, as it was', async () => {
    const here = cloud();
    const graveyard = here.make('dead');
    const url = here.make('q', {
      VisibilityTimeout: 1,
      RedrivePolicy: { deadLetterTargetArn: arn('dead'), maxReceiveCount: 2 },
    });
    const noted: string[] = [];
    here.kernel.activity.watch(({ action }) => noted.push(action));
    const MessageAttributes = { why: { DataType: 'String', StringValue: 'test' } };
    await here.run('SendMessage', { QueueUrl: url, MessageBody: 'poison', MessageAttributes });
    for (let times = 0; times < 3; times += 1) {
      await receive(here, url);
      await here.kernel.clock.advance(1_000);
    }
    expect(await counts(here, url)).toEqual([0, 0, 0]);
    const [dead] = await receive(here, graveyard, {
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    expect(dead?.Body).toBe('poison');
    expect(dead?.MessageAttributes).toEqual(MessageAttributes);
    expect(dead?.Attributes?.DeadLetterQueueSourceArn).toBe(arn('q'));
    expect(noted).toContain('MessageDeadLettered');
  });

  it('redrives dead letters to where they came from', async () => {
    const here = cloud();
    const graveyard = here.make('dead');
    const url = here.make('q', {
      VisibilityTimeout: 0,
      RedrivePolicy: { deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 },
    });
    for (const MessageBody of ['a', 'b', 'c']) await here.run('SendMessage', { QueueUrl: url, MessageBody });
    await receive(here, url);
    await here.kernel.clock.advance(1);
    await receive(here, url);
    expect(await counts(here, graveyard)).toEqual([3, 0, 0]);
    await here.run('StartMessageMoveTask', { SourceArn: arn('dead') });
    await here.kernel.clock.advance(10);
    expect(await counts(here, graveyard)).toEqual([0, 0, 0]);
    expect(await counts(here, url)).toEqual([3, 0, 0]);
    const { Results } = await here.run<{ Results: object[] }>('ListMessageMoveTasks', { SourceArn: arn('dead') });
    expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 }]);
  });

  it('forgets what is older than its retention period', async () => {
    const here = cloud();
    const url = here.make('q', { MessageRetentionPeriod: 60 });
    await here.run('SendMessage', { QueueUrl: url, MessageBody: 'old' });
    await here.kernel.clock.advance(30_000);
    await here.run('SendMessage', { QueueUrl: url, MessageBody: 'young' });
    await here.kernel.clock.advance(30_000);
    expect((await receive(here, url)).map(({ Body }) => Body)).toEqual(['young']);
  });

  it('keeps everything over a restart, also what was in flight', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sqs-'));
    folders.push(folder);
    const before = cloud(join(folder, 'cloud.sqlite'));
    const url = before.make('q', { VisibilityTimeout: 30 });
    for (const MessageBody of ['a', 'b']) await before.run('SendMessage', { QueueUrl: url, MessageBody });
    await receive(before, url, { MaxNumberOfMessages: 1 });
    await before.kernel.journal.durable();
    before.kernel.journal.close();
    const after = cloud(join(folder, 'cloud.sqlite'));
    after.make('q', { VisibilityTimeout: 30 });
    expect((await receive(after, url)).map(({ Body }) => Body)).toEqual(['b']);
    await after.kernel.clock.advance(30_000);
    expect((await receive(after, url)).map(({ Body }) => Body).sort()).toEqual(['a', 'b']);
  });
});

/** A queue and what should be true of it, step by step. */
const model = (here: Cloud, url: string) => {
  const now = here.kernel.clock.now;
  let alive = 0;
  let held: readonly { readonly handle: string | undefined; readonly until: number }[] = [];
  const steps = {
    async send() {
      await here.run('SendMessage', { QueueUrl: url, MessageBody: 'x' });
      alive += 1;
    },
    async receive() {
      const until = now() + 20_000;
      const messages = await receive(here, url);
      held = [...held, ...messages.map(({ ReceiptHandle }) => ({ handle: ReceiptHandle, until }))];
    },
    async delete() {
      const [first, ...rest] = held;
      if (first === undefined) return;
      await here.run('DeleteMessage', { QueueUrl: url, ReceiptHandle: first.handle });
      held = rest;
      alive -= 1;
    },
    async wait() {
      await here.kernel.clock.advance(7_000);
      held = held.filter(({ until }) => until > now());
    },
  };
  return { steps, expected: () => [alive - held.length, held.length, 0] };
};

describe('queues, whatever is done to them', () => {
  it('lose nothing and give nothing twice at a time', async () => {
    const step = fc.constantFrom('send', 'receive', 'delete', 'wait');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const here = cloud();
        const url = here.make('q', { VisibilityTimeout: 20 });
        const queue = model(here, url);
        for (const each of steps) {
          await queue.steps[each]();
          expect(await counts(here, url)).toEqual(queue.expected());
        }
      }),
      { numRuns: 30 },
    );
  });
});
