import { readFileSync } from 'node:fs';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { fromWireItem, toWireItem, type WireItem } from './attribute-value.ts';
import { holds } from './condition.ts';
import { readCondition } from './condition-resolver.ts';
import type { ExpressionKind } from './expression.ts';
import { readKeyCondition } from './key-condition.ts';
import { type Placeholders, readPlaceholders } from './placeholders.ts';
import { project, readProjection } from './projection.ts';
import { applyUpdate } from './update.ts';
import { readUpdate } from './update-resolver.ts';
import { sameItem } from './value-comparison.ts';

interface Case {
  readonly source: string;
  readonly expression: string;
  /** In wire form: blobs in base64. */
  readonly values?: WireItem;
  readonly names?: Readonly<Record<string, string>>;
}

const table = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), 'utf8')) as T;

const placeholdersOf = ({ values, names }: Case): Placeholders =>
  readPlaceholders({
    ...(values === undefined
      ? {}
      : { ExpressionAttributeValues: fromWireItem(values) as Record<string, AttributeValue> }),
    ...(names === undefined ? {} : { ExpressionAttributeNames: names }),
  });

const titled = (each: Case): string => `${each.expression} ${JSON.stringify(each.values ?? {})}`;

describe('a condition', () => {
  const { item, cases } = table<{ item: WireItem; cases: (Case & { holds: boolean })[] }>('conditions');
  it.each(cases.map((each) => [titled(each), each] as const))('%s', (_title, each) => {
    const condition = readCondition('ConditionExpression', each.expression, placeholdersOf(each));
    expect(holds(condition, item), each.source).toBe(each.holds);
  });
});

describe('an update', () => {
  type Row = Case & { item: WireItem; after?: WireItem; fault?: string };
  const cases = table<Row[]>('updates');
  it.each(cases.map((each) => [titled(each), each] as const))('%s', (_title, each) => {
    const carried = (): WireItem => applyUpdate(readUpdate(each.expression, placeholdersOf(each)), each.item);
    if (each.after === undefined) expect(carried, each.source).toThrow(each.fault ?? 'a fault is named');
    else expect(sameItem(carried(), each.after), `${each.source}: ${JSON.stringify(carried())}`).toBe(true);
  });
});

describe('a projection', () => {
  const { item, cases } = table<{ item: WireItem; cases: (Case & { shown: WireItem })[] }>('projections');
  it.each(cases.map((each) => [titled(each), each] as const))('%s', (_title, each) => {
    expect(project(item, readProjection(each.expression, placeholdersOf(each))), each.source).toEqual(each.shown);
  });
});

describe('a faulty expression', () => {
  const key = { hash: { name: 'a', type: 'S' }, range: { name: 'b', type: 'S' } } as const;
  const read = (kind: ExpressionKind, source: string, placeholders: Placeholders): unknown => {
    if (kind === 'UpdateExpression') return readUpdate(source, placeholders);
    if (kind === 'ProjectionExpression') return readProjection(source, placeholders);
    if (kind === 'KeyConditionExpression') return readKeyCondition(source, placeholders, key);
    return readCondition(kind, source, placeholders);
  };
  const cases = table<(Case & { kind: ExpressionKind; message: string })[]>('faults');
  it.each(cases.map((each) => [`${each.kind}: ${titled(each)}`, each] as const))('%s', (_title, each) => {
    const judged = (): void => {
      const placeholders = placeholdersOf(each);
      read(each.kind, each.expression, placeholders);
      placeholders.assertAllUsed();
    };
    expect(judged, each.source).toThrow(
      expect.objectContaining({ code: 'ValidationException', message: each.message }),
    );
  });
});

describe('values', () => {
  it('come back as they went in, blobs as bytes and numbers in canonical form', () => {
    const given = { b: { B: new Uint8Array([0, 255]) }, n: { N: '-01.50E+1' }, s: { BS: [new Uint8Array([1])] } };
    expect(fromWireItem(toWireItem(given))).toEqual({ ...given, n: { N: '-15' } });
  });
});
