import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { events } from '../../../../../generated/events.ts';
import { examine } from '../../compiler/examine.ts';
import { arrayAt } from '../../compiler/json.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { withValueAt } from '../events/altered.ts';
import { type Drift, driftMeter, type Stored } from './drift.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };

const stored: readonly Stored[] = checked.events.flatMap(({ name, source, file }) =>
  arrayAt(checked.loaded.schemas.get(file)?.schema, 'examples').map(
    (detail) => ({ 'detail-type': name, source, detail }) as Stored,
  ),
);
const older: readonly Stored[] = events
  .flatMap(({ name, source, older: versions = [] }) => versions.map(({ schema }) => ({ name, source, schema })))
  .flatMap(({ name, source, schema }) =>
    arrayAt(checked.loaded.schemas.get(`catalog/${schema}.json`)?.schema, 'examples').map(
      (detail) => ({ 'detail-type': name, source, detail }) as Stored,
    ),
  );
const measured = stored.find((each) => each['detail-type'] === 'SiteMeasured') as Stored;

const driftsOf = (events: readonly Stored[]): readonly Drift[] => {
  const meter = driftMeter(checked);
  for (const event of events) meter.take(event);
  return meter.report().drifts;
};

describe('drift', () => {
  it('is not between a catalog and its own examples, but for fields that no example shows', () => {
    expect(driftsOf(stored).filter(({ kind }) => kind !== 'unused-field')).toEqual([]);
  });

  it('is not between a catalog and events of its older versions, each held against its own', () => {
    expect(older.length).toBeGreaterThan(0);
    expect(driftsOf([...stored, ...older]).filter(({ kind }) => kind !== 'unused-field')).toEqual([]);
    const [first] = older as readonly [Stored, ...Stored[]];
    const { schema } = first.detail.metadata;
    const wrong = { ...first, detail: { ...first.detail, data: {} } } as Stored;
    const drifts = driftsOf([wrong]).filter(({ kind }) => kind === 'changed');
    expect(drifts).toContainEqual({ kind: 'changed', event: first['detail-type'], at: '/data required', count: 1 });
    expect(driftsOf([{ ...measured, detail: first.detail }])).toContainEqual({
      kind: 'changed',
      event: 'SiteMeasured',
      at: `schema ${schema}`,
      count: 1,
    });
  });

  it('is what was never declared', () => {
    const drifts = driftsOf([...stored, { ...measured, 'detail-type': 'TestOfThisKindEnded' }]);
    expect(drifts).toContainEqual({ kind: 'undeclared-event', event: 'TestOfThisKindEnded', count: 1 });
  });

  it('is a field that the catalog does not know, counted by events', () => {
    const gained = { ...measured, detail: withValueAt(measured.detail, ['data', 'ward'], '7') } as Stored;
    expect(driftsOf([...stored, gained, gained])).toContainEqual({
      kind: 'undeclared-field',
      event: 'SiteMeasured',
      at: '/data/ward',
      count: 2,
    });
  });

  it.each<[string, Stored, string]>([
    [
      'a value',
      { ...measured, detail: withValueAt(measured.detail, ['data', 'valueOne'], 'x') } as Stored,
      '/data/valueOne type',
    ],
    ['a source', { ...measured, source: 'elsewhere' }, 'source elsewhere'],
    [
      'a version',
      { ...measured, detail: withValueAt(measured.detail, ['metadata', 'schema'], 'site/site-measured/v9') } as Stored,
      'schema site/site-measured/v9',
    ],
  ])('is %s that the catalog does not allow any more', (_, event, at) => {
    expect(driftsOf([...stored, event])).toContainEqual({ kind: 'changed', event: 'SiteMeasured', at, count: 1 });
  });

  it('is an event that never comes', () => {
    const others = stored.filter((each) => each['detail-type'] !== 'SiteMeasured');
    expect(driftsOf(others)).toContainEqual({ kind: 'unused-event', event: 'SiteMeasured', count: 0 });
  });
});
