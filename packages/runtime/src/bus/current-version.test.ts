import { describe, expect, it } from 'vitest';
import type { EventDescriptor, Subscription } from '../descriptor.ts';
import { recordedOf } from '../ledger/ledger-item.ts';
import { currentVersion, currentVersionOrStored } from './current-version.ts';
import { receive } from './receive.ts';
import { envelope, noteSubscription } from './test-descriptor.ts';
import type { Upcaster } from './upcast.ts';

type Descriptor = EventDescriptor<string, unknown>;

const version = (number: number, field: string, older: readonly Descriptor[] = []): Descriptor => ({
  name: 'NoteWritten',
  source: 'carillon.test',
  version: number,
  schema: `test/note-written/v${number}`,
  owner: 'team-test',
  claimCheck: false,
  phi: [],
  older,
  validate: (detail) => {
    const { data } = detail as { readonly data: Readonly<Record<string, unknown>> };
    return field in data ? [] : [{ pointer: `/data/${field}`, keyword: 'required', message: 'must be there' }];
  },
});

const [v1, v2] = [version(1, 'a'), version(2, 'b')];
const v3 = version(3, 'c', [v1, v2]);
const step = (from: number, upcast: (data: never) => unknown): Upcaster => ({
  from: `test/note-written/v${from}`,
  upcast,
});
const steps = [step(1, ({ a }: { a: unknown }) => ({ b: a })), step(2, ({ b }: { b: unknown }) => ({ c: b }))];
const detail = (schema: string, data: object): object => ({ metadata: { id: '1', schema }, data });

describe('the current version of a detail', () => {
  it('is reached step by step, from wherever it was stored', () => {
    const newest = detail('test/note-written/v3', { c: 7 });
    expect(currentVersion(v3, detail('test/note-written/v1', { a: 7 }), steps)).toEqual(newest);
    expect(currentVersion(v3, detail('test/note-written/v2', { b: 7 }), steps)).toEqual(newest);
    expect(currentVersion(v3, newest, steps)).toBe(newest);
  });

  it('is left to validation where the detail names no schema', () => {
    for (const each of [undefined, null, 'text', {}, { metadata: {} }])
      expect(currentVersion(v3, each, steps)).toBe(each);
  });

  it('is what was stored for those who may not refuse it', () => {
    const [old, unknown] = [detail('test/note-written/v1', { a: 7 }), detail('test/note-written/v4', { d: 7 })];
    expect(currentVersionOrStored(v3, old, steps)).toEqual(currentVersion(v3, old, steps));
    expect(currentVersionOrStored(v3, unknown, steps)).toBe(unknown);
  });

  it.each<[string, object, readonly Upcaster[], string]>([
    ['a version that is not known here', detail('test/note-written/v4', { d: 7 }), steps, 'UNKNOWN_VERSION'],
    ['a schema of another event', detail('test/note-erased/v1', { a: 7 }), steps, 'UNKNOWN_VERSION'],
    ['one that its own schema refuses', detail('test/note-written/v1', { b: 7 }), steps, 'INVALID_EVENT'],
    ['one without a way', detail('test/note-written/v2', { b: 7 }), [], 'NO_UPCASTER'],
    [
      'one whose upcaster throws, without what it says',
      detail('test/note-written/v2', { b: 'secret' }),
      [
        step(2, ({ b }: { b: unknown }) => {
          throw new RangeError(String(b));
        }),
      ],
      'UPCAST_FAILED',
    ],
    [
      'one of which its upcaster makes what the newest refuses',
      detail('test/note-written/v2', { b: 'secret' }),
      [step(2, ({ b }: { b: unknown }) => ({ d: b }))],
      'UPCAST_INVALID',
    ],
  ])('is refused for %s', (_, stored, some, code) => {
    const attempt = (): unknown => currentVersion(v3, stored, some);
    expect(attempt).toThrow(expect.objectContaining({ code, retryable: false }));
    expect(attempt).not.toThrow(/secret/);
  });

  it('is refused with the step to correct, and what to do then', () => {
    const broken = [step(2, () => ({}))];
    expect(() => currentVersion(v3, detail('test/note-written/v2', { b: 7 }), broken)).toThrow(
      expect.objectContaining({
        message:
          'test/note-written/v3: /data/c must be there, upcast from test/note-written/v2, last by test/note-written/v2 to v3',
        fix: 'Correct it, deploy this consumer, then redrive its dead-letter queue.',
      }),
    );
    expect(() => currentVersion(v3, detail('test/note-written/v4', { d: 7 }), steps)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/v4 is not a known version of NoteWritten/),
        fix: 'Deploy this consumer with the newest catalog, then redrive its dead-letter queue.',
      }),
    );
  });
});

const stored = { metadata: { id: '1', schema: 'test/note-written/v1' }, data: { a: 7 } };

describe('an event that was stored when it had another version', () => {
  it('reaches a consumer in the newest one', async () => {
    const subscription = { ...noteSubscription, events: [v3] } as unknown as Subscription<unknown>;
    const received = await receive(subscription, envelope(stored), { upcasters: steps });
    expect(received).toMatchObject({ detail: { metadata: { schema: 'test/note-written/v3' }, data: { c: 7 } } });
    await expect(receive(subscription, envelope(stored))).rejects.toMatchObject({ code: 'NO_UPCASTER' });
  });

  it('is read from the event store in the newest one', () => {
    const item = { stream: 's', sequence: 1, eventName: 'NoteWritten', occurredAt: '2026-11-23T20:05:00Z', ...stored };
    expect(recordedOf({ events: [v3], upcasters: steps }, item)).toMatchObject({
      event: { name: 'NoteWritten', data: { c: 7 } },
      metadata: { schema: 'test/note-written/v3' },
    });
    expect(recordedOf({ events: [] }, item)).toMatchObject({ event: { name: 'NoteWritten', data: { a: 7 } } });
  });
});
