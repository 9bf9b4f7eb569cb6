import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import catalog from '../../../generated/catalog.json' with { type: 'json' };
import lake from '../../../generated/lake.json' with { type: 'json' };
import { partitionOf } from './archive-record.ts';

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

const NOWHERE = { dataset: '', year: '', month: '', day: '', hour: '' };
const HOUR = { year: '2026', month: '11', day: '23', hour: '20' };

describe('the partition of an event', () => {
  it('is its type and the hour in which it happened', () => {
    expect(partitionOf(envelope('ExportRunStarted', {}))).toEqual({ dataset: 'type=ExportRunStarted', ...HOUR });
  });

  it('of a measure is its site and the hour in which it was taken', () => {
    const measure = { siteId: '1', createdAtTime: Date.UTC(2026, 10, 23, 20, 59, 59) };
    expect(partitionOf(envelope('SiteMeasured', measure, '2026-11-23T21:00:01.000Z'))).toEqual({
      dataset: 'type=SiteMeasured/siteId=1',
      ...HOUR,
    });
  });

  it('of a measure of a version that is not known yet is where its fields say', () => {
    const { detail, ...around } = envelope('SiteMeasured', { siteId: '1', createdAtTime: 0, unit: 'K' });
    const metadata = { ...detail.metadata, schema: 'site/site-measured/v99' };
    expect(partitionOf({ ...around, detail: { ...detail, metadata } })?.dataset).toBe('type=SiteMeasured/siteId=1');
  });

  it('never leaves its folder, whatever type and site are called', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, text, (type, siteId) => {
        const partition = partitionOf(envelope(type, { siteId, createdAtTime: 0 }));
        if (partition === undefined) return;
        expect(partition.dataset).toMatch(/^type=[^/=]+(\/siteId=[^/=]+)?$/);
      }),
    );
  });

  it.each([
    ['no object', 7],
    ['no envelope', { hello: 'world' }],
    ['without a time', envelope('ExportRunStarted', {}, null)],
    ['with a time that is none', envelope('ExportRunStarted', {}, 'yesterday')],
    ['a measure without its time', envelope('SiteMeasured', { siteId: '1' })],
  ])('there is none for %s', (_, event) => expect(partitionOf(event)).toBeUndefined());
});

interface Table {
  readonly Parameters: Readonly<Record<string, string>>;
}

describe('the tables of the lake', () => {
  it.each(lake.tables)('$name look for an event where it was put', ({ file }) => {
    const read = (path: string): unknown =>
      JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
    const { Parameters } = read(`generated/${file}`) as Table;
    const event = catalog.events.find(({ name }) => name === Parameters['carillon.event']);
    const { examples } = read(event?.file ?? '') as { readonly examples: readonly { readonly data: object }[] };
    for (const detail of examples) {
      const { dataset, ...clock } = partitionOf({ ...envelope(event?.name ?? '', {}), detail }) ?? NOWHERE;
      const fields = Object.entries(detail.data).map(([key, value]) => [key.toLowerCase(), String(value)]);
      const values: Readonly<Record<string, string>> = { ...Object.fromEntries(fields), ...clock };
      const template = Parameters['storage.location.template'] ?? '';
      const place = Object.entries(clock).map(([part, value]) => `${part}=${value}`);
      expect(template.replaceAll(/\$\{(\w+)\}/g, (_, column: string) => values[column] ?? '')).toBe(
        `s3://{archive}/events/${[dataset, ...place].join('/')}/`,
      );
    }
  });
});
