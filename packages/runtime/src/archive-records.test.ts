import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archivePartition, archiveRecord } from './archive-records.ts';

const envelope = (type: string, data: unknown, occurredAt: unknown = '2026-11-23T20:05:00.000Z') => ({
  version: '0',
  id: '9a1',
  'detail-type': type,
  source: 'carillon.test',
  account: '000000000000',
  time: '2026-11-24T01:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: { metadata: { id: 'e-1', correlationId: 'c', occurredAt, schema: 'test/test/v1' }, data },
});

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const record = (text: string) => ({ recordId: 'r', approximateArrivalTimestamp: 0, data: base64(text) });
const decoded = (data: string): string => Buffer.from(data, 'base64').toString('utf8');

const HOUR = { year: '2026', month: '11', day: '23', hour: '20' };

describe('the partition of an event', () => {
  it('is its type and the hour in which it happened', () => {
    expect(archivePartition(envelope('OrderPlaced', {}))).toEqual({ dataset: 'type=OrderPlaced', ...HOUR });
  });

  it('is where its own place says', () => {
    const place = { at: Date.UTC(2026, 10, 23, 20, 59), partitions: { shop: 'a/b', till: '1' } };
    expect(archivePartition(envelope('OrderPlaced', {}, 'yesterday'), () => place)).toEqual({
      dataset: 'type=OrderPlaced/shop=a%2Fb/till=1',
      ...HOUR,
    });
  });

  it('never leaves its folder, whatever type and partition are called', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (type, shop) => {
        const partition = archivePartition(envelope(type, {}), () => ({ at: 0, partitions: { shop } }));
        if (partition === undefined) return;
        expect(partition.dataset).toMatch(/^type=[^/=]+\/shop=[^/=]*$/);
      }),
    );
  });

  it.each([
    ['no object', 7],
    ['no envelope', { hello: 'world' }],
    ['an event without a time', envelope('OrderPlaced', {}, null)],
    ['an event with an invalid time', envelope('OrderPlaced', {}, 'yesterday')],
  ])('does not exist for %s', (_, event) => expect(archivePartition(event)).toBeUndefined());
});

describe('a record of the archive', () => {
  it('holds the event as it came, and ends its line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const text = JSON.stringify(envelope('OrderPlaced', data));
        const result = archiveRecord(record(text));
        expect(result.result).toBe('Ok');
        expect(decoded(result.data ?? '')).toBe(`${text}\n`);
      }),
    );
  });

  it('is one line even when the event came on many', () => {
    const event = envelope('OrderPlaced', { note: 'a\nb' });
    const line = decoded(archiveRecord(record(JSON.stringify(event, undefined, 2))).data ?? '');
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual(event);
  });

  it.each(['', 'not JSON', '[]', '{"detail-type":"X"}'])('%j fails alone, with its data kept', (text) =>
    expect(archiveRecord(record(text))).toEqual({ recordId: 'r', result: 'ProcessingFailed', data: base64(text) }),
  );
});
