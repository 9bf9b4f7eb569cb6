import { describe, expect, it } from 'vitest';
import type { DeadLetters } from '../dead-letters.ts';
import { CodedError } from '../errors.ts';
import { eventKeys, type Log, silentLog } from '../observability/log.ts';
import { envelope, note, noteDetail, noteSubscription } from '../testing/fixture.ts';
import { memoryIdempotency } from '../testing/memory-stores.ts';
import { batch, message } from '../testing/messages.ts';
import { consume } from './consume.ts';

const event = (n: number, text?: string): unknown => envelope(noteDetail(note(n, text)));

const failuresOf = (response: { batchItemFailures: { itemIdentifier: string }[] }): string[] =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

const recorder = (): { seen: string[]; act: (event: { detail: { data: { id: string } } }) => Promise<void> } => {
  const seen: string[] = [];
  return { seen, act: async ({ detail }) => void seen.push(detail.data.id) };
};

const fakeDeadLetters = (): DeadLetters & { letters: (readonly [string, string])[] } => {
  const letters: (readonly [string, string])[] = [];
  return { letters, maxReceiveCount: 3, send: async ({ messageId }, { code }) => void letters.push([messageId, code]) };
};

describe('consume', () => {
  it('acts on each event of the batch', async () => {
    const { seen, act } = recorder();
    const response = await consume(noteSubscription, act)(batch(message('a', event(1)), message('b', event(2))));
    expect(seen).toEqual(['n-1', 'n-2']);
    expect(failuresOf(response)).toEqual([]);
  });

  it('fails the message that fails, and only it', async () => {
    const seen: string[] = [];
    const handler = consume(noteSubscription, async ({ detail }) => {
      if (detail.data.id === 'n-2') throw new Error('broken');
      seen.push(detail.data.id);
    });
    const response = await handler(batch(message('a', event(1)), message('b', event(2)), message('c', event(3))));
    expect(seen).toEqual(['n-1', 'n-3']);
    expect(failuresOf(response)).toEqual(['b']);
  });

  it.each([
    ['no JSON', '{'],
    ['no event', { hello: 1 }],
    ['an event of another type', envelope({}, { 'detail-type': 'OtherHappened' })],
    ['an event of another source', envelope({}, { source: 'carillon.other' })],
    ['an event that breaks its schema', envelope({ metadata: {}, data: { text: 1 } })],
  ])('fails %s without acting', async (_, body) => {
    const { seen, act } = recorder();
    expect(failuresOf(await consume(noteSubscription, act)(batch(message('a', body))))).toEqual(['a']);
    expect(seen).toEqual([]);
  });

  it('moves what can never succeed to the dead-letter queue at once, with the reason', async () => {
    const deadLetters = fakeDeadLetters();
    const { act } = recorder();
    const response = await consume(noteSubscription, act, { deadLetters })(
      batch(message('a', '{'), message('b', event(1))),
    );
    expect(deadLetters.letters).toEqual([['a', 'NOT_JSON']]);
    expect(failuresOf(response)).toEqual([]);
  });

  it('gives a failing act its receives, and the reason after the last', async () => {
    const deadLetters = fakeDeadLetters();
    const handler = consume(noteSubscription, async () => Promise.reject(new CodedError('DOWN', 'not now', true)), {
      deadLetters,
    });
    expect(failuresOf(await handler(batch(message('a', event(1), 1))))).toEqual(['a']);
    expect(failuresOf(await handler(batch(message('a', event(1), 2))))).toEqual(['a']);
    expect(failuresOf(await handler(batch(message('a', event(1), 3))))).toEqual([]);
    expect(deadLetters.letters).toEqual([['a', 'DOWN']]);
  });

  it('leaves the message to the queue when the dead letter cannot be sent', async () => {
    const deadLetters: DeadLetters = { maxReceiveCount: 1, send: async () => Promise.reject(new Error('no')) };
    const handler = consume(noteSubscription, async () => Promise.reject(new Error('broken')), { deadLetters });
    expect(failuresOf(await handler(batch(message('a', event(1)))))).toEqual(['a']);
  });

  it('acts once for an event that comes again, and again after a failure', async () => {
    const idempotency = memoryIdempotency({ now: () => 0, lockMilliseconds: 1, keepMilliseconds: 9 });
    let calls = 0;
    const handler = consume(
      noteSubscription,
      async () => {
        calls += 1;
        if (calls === 1) throw new Error('first time');
      },
      { idempotency },
    );
    const again = (): Promise<string[]> =>
      handler(batch(message('a', event(1)), message('b', event(1)))).then(failuresOf);
    expect(await again()).toEqual(['a']);
    expect(await again()).toEqual([]);
    expect(calls).toBe(2);
  });

  it('logs no payload, whatever fails', async () => {
    const lines: string[] = [];
    let keys: unknown;
    const write = (text: string, fields: unknown): void => void lines.push(text + JSON.stringify([keys, fields]));
    const log: Log = {
      ...silentLog,
      info: write,
      error: write,
      appendEventKeys: (detail) => (keys = eventKeys(detail, [])),
    };
    const act = async (): Promise<void> => {
      JSON.parse('SECRET');
    };
    await consume(noteSubscription, act, { log })(batch(message('a', event(1, 'SECRET')), message('b', 'SECRET')));
    await consume(noteSubscription, async () => undefined, { log })(batch(message('a', event(1, 'SECRET'))));
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('SECRET');
    expect(lines[2]).toContain('c-1');
  });

  it('logs what failed with the ids that lead to its event', async () => {
    const logged: unknown[] = [];
    const keys: unknown[] = [];
    const log: Log = {
      ...silentLog,
      error: (text) => logged.push([text, keys.at(-1)]),
      appendEventKeys: (detail) => keys.push(eventKeys(detail, [])),
      resetKeys: () => keys.push(undefined),
    };
    const act = async (): Promise<void> => Promise.reject(new Error('no'));
    await consume(noteSubscription, act, { log })(batch(message('a', event(1))));
    expect(logged).toEqual([['Message failed', { eventId: expect.any(String), correlationId: 'c-1' }]]);
    expect(keys.at(-1)).toBeUndefined();
  });
});
