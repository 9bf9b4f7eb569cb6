import { describe, expect, it } from 'vitest';
import { exportRunSkippedV1 } from '../../../../generated/events/export/export-run-skipped-v1.ts';
import { websocketNotifier } from '../../../../generated/subscriptions.ts';
import type { EventDescriptor } from '../descriptor.ts';
import { recordedOf } from '../ledger/ledger-item.ts';
import { currentVersion, currentVersionOrStored } from './current-version.ts';
import { receive } from './receive.ts';
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
const step = (from: number, upcast: (data: never) => unknown): [string, Upcaster] => [
  `test/note-written/v${from}`,
  { from: `test/note-written/v${from}`, upcast },
];
const steps = new Map([step(1, ({ a }: { a: unknown }) => ({ b: a })), step(2, ({ b }: { b: unknown }) => ({ c: b }))]);
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

  it.each<[string, object, ReadonlyMap<string, Upcaster>, string]>([
    ['a version that is not known here', detail('test/note-written/v4', { d: 7 }), steps, 'UNKNOWN_VERSION'],
    ['a schema of another event', detail('test/note-erased/v1', { a: 7 }), steps, 'UNKNOWN_VERSION'],
    ['one that its own schema refuses', detail('test/note-written/v1', { b: 7 }), steps, 'INVALID_EVENT'],
    ['one without a way', detail('test/note-written/v2', { b: 7 }), new Map(), 'NO_UPCASTER'],
    [
      'one whose upcaster throws, without what it says',
      detail('test/note-written/v2', { b: 'secret' }),
      new Map([
        step(2, ({ b }: { b: unknown }) => {
          throw new RangeError(String(b));
        }),
      ]),
      'UPCAST_FAILED',
    ],
    [
      'one of which its upcaster makes what the newest refuses',
      detail('test/note-written/v2', { b: 'secret' }),
      new Map([step(2, ({ b }: { b: unknown }) => ({ d: b }))]),
      'UPCAST_INVALID',
    ],
  ])('is refused for %s', (_, stored, some, code) => {
    const attempt = (): unknown => currentVersion(v3, stored, some);
    expect(attempt).toThrow(expect.objectContaining({ code, retryable: false }));
    expect(attempt).not.toThrow(/secret/);
  });

  it('is refused with the file to mend, and what to do then', () => {
    const broken = new Map([step(2, () => ({}))]);
    expect(() => currentVersion(v3, detail('test/note-written/v2', { b: 7 }), broken)).toThrow(
      'test/note-written/v3: /data/c must be there, made of test/note-written/v2, the last step in src/upcasters/test/note-written/v2-to-v3.ts; mend it, deploy this consumer, then redrive',
    );
    expect(() => currentVersion(v3, detail('test/note-written/v4', { d: 7 }), steps)).toThrow(
      /v4 is no version of NoteWritten known here .*deploy this consumer with the newest catalog, then redrive/,
    );
  });
});

const skipped = {
  metadata: {
    id: 'daa66d2c-7ddf-443f-a818-0ab7777ec1ed',
    correlationId: 'run-2',
    occurredAt: '2026-11-23T20:05:00.301Z',
    schema: exportRunSkippedV1.schema,
    stream: 'export-run/run-2',
    sequence: 1,
  },
  data: {
    runId: 'run-2',
    datastoreId: 'eeb8005725ae22b35b4edbdc68cf2dfd',
    activeRunId: 'run-1',
    triggeredAt: '2026-11-23T20:05:00.000Z',
    reason: 'RUN_ACTIVE',
  },
};

describe('an event that was stored when it had another version', () => {
  it('reaches a consumer as one of the newest', async () => {
    const head = { version: '0', id: 'e', account: '0', time: '2026-11-23T20:05:00Z', region: 'r', resources: [] };
    const envelope = { ...head, 'detail-type': exportRunSkippedV1.name, source: exportRunSkippedV1.source };
    expect(await receive(websocketNotifier, { ...envelope, detail: skipped })).toMatchObject({
      detail: {
        metadata: { schema: 'export/export-run-skipped/v2' },
        data: { until: '2026-11-23T20:05:00.000Z' },
      },
    });
  });

  it('is read from the ledger as one of the newest', () => {
    const { metadata, data } = skipped;
    const { stream, sequence, occurredAt } = metadata;
    const item = { stream, sequence, eventName: exportRunSkippedV1.name, occurredAt, metadata, data };
    expect(recordedOf(item)).toMatchObject({
      event: { name: exportRunSkippedV1.name, data: { until: '2026-11-23T20:05:00.000Z' } },
      metadata: { schema: 'export/export-run-skipped/v2', sequence: 1 },
    });
  });
});
