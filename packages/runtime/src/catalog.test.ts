import { describe, expect, it } from 'vitest';
import { currentVersion, currentVersionOrStored, type Upcaster } from './catalog.ts';
import { receive } from './consume/receive.ts';
import type { EventDescriptor } from './descriptor.ts';
import { reasonOf } from './errors.ts';
import { recordedOf } from './event-store/ledger-item.ts';
import { envelope, noteSubscription } from './testing/fixture.ts';

const version = (number: number, field: string, older: readonly EventDescriptor[] = []): EventDescriptor => ({
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

  it('is refused with the upcaster to fix, and what to do then', () => {
    const reasonFor = (stored: object, upcasters: readonly Upcaster[]): string => {
      try {
        currentVersion(v3, stored, upcasters);
        return 'not refused';
      } catch (error) {
        return reasonOf(error).message;
      }
    };
    expect(reasonFor(detail('test/note-written/v2', { b: 7 }), [step(2, () => ({}))])).toBe(
      'test/note-written/v3: /data/c must be there, made of test/note-written/v2, the last step by the upcaster of test/note-written/v2. Fix: Correct the upcaster, deploy this function, then redrive its dead-letter queue.',
    );
    expect(reasonFor(detail('test/note-written/v4', { d: 7 }), steps)).toMatch(
      /v4 is not a known version of NoteWritten .*Deploy this function with the newest catalog, then redrive/,
    );
  });
});

describe('an event that was stored when it had another version', () => {
  const metadata = {
    id: 'n-1',
    correlationId: 'c-1',
    occurredAt: '2026-11-23T20:05:00.301Z',
    schema: v1.schema,
    stream: 'note/n-1',
    sequence: 1,
  };
  const stored = { metadata, data: { a: 7 } };

  it('reaches a consumer as one of the newest', async () => {
    const subscription = { ...noteSubscription, events: [v3] };
    const received: unknown = await receive(subscription, envelope(stored), { upcasters: steps });
    expect(received).toMatchObject({ detail: { metadata: { schema: v3.schema }, data: { c: 7 } } });
    await expect(receive(subscription, envelope(stored))).rejects.toMatchObject({ code: 'NO_UPCASTER' });
  });

  it('is read from the ledger as one of the newest', () => {
    const { stream, sequence, occurredAt } = metadata;
    const item = { stream, sequence, eventName: v1.name, occurredAt, ...stored };
    expect(recordedOf({ events: [v3], upcasters: steps }, item)).toEqual({
      event: { name: 'NoteWritten', data: { c: 7 } },
      metadata: { ...metadata, schema: v3.schema },
    });
  });
});
