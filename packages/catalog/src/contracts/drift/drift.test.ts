import { describe, expect, it } from 'vitest';
import { arrayAt } from '../../compiler/json.ts';
import { withValueAt } from '../events/altered.ts';
import { rooms } from '../fixtures/rooms.ts';
import { type Drift, driftMeter, type Stored } from './drift.ts';

const { schemas } = rooms.loaded;

const examplesOf = (name: string, source: string, file: string): readonly Stored[] =>
  arrayAt(schemas.get(file)?.schema, 'examples').map((detail) => ({ 'detail-type': name, source, detail }) as Stored);

const stored: readonly Stored[] = rooms.events.flatMap(({ name, source, file }) => examplesOf(name, source, file));
const older: readonly Stored[] = rooms.events.flatMap(({ name, source, file, version }) =>
  Array.from({ length: version - 1 }, (_, index) =>
    examplesOf(name, source, file.replace(/\d+\.json$/, `${index + 1}.json`)),
  ).flat(),
);
const measured = stored.find((each) => each['detail-type'] === 'RoomMeasured') as Stored;

const driftsOf = (events: readonly Stored[]): readonly Drift[] => {
  const meter = driftMeter(rooms);
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
      event: 'RoomMeasured',
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
      event: 'RoomMeasured',
      at: '/data/ward',
      count: 2,
    });
  });

  it.each<[string, Stored, string]>([
    [
      'a value',
      { ...measured, detail: withValueAt(measured.detail, ['data', 'low'], 'x') } as Stored,
      '/data/low type',
    ],
    ['a source', { ...measured, source: 'elsewhere' }, 'source elsewhere'],
    [
      'a version',
      { ...measured, detail: withValueAt(measured.detail, ['metadata', 'schema'], 'room/room-measured/v9') } as Stored,
      'schema room/room-measured/v9',
    ],
  ])('is %s that the catalog does not allow any more', (_, event, at) => {
    expect(driftsOf([...stored, event])).toContainEqual({ kind: 'changed', event: 'RoomMeasured', at, count: 1 });
  });

  it('is an event that never comes', () => {
    const others = stored.filter((each) => each['detail-type'] !== 'RoomMeasured');
    expect(driftsOf(others)).toContainEqual({ kind: 'unused-event', event: 'RoomMeasured', count: 0 });
  });
});
