import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { knownKeywords } from '../schema/vocabulary.ts';
import rows from './cases/changes.json' with { type: 'json' };
import { type Change, compareSchemas, type Policy, type Verdict } from './compare-schemas.ts';
import { type EventSchema, eventSchema } from './event-schema.ts';

interface Row {
  readonly keyword: string;
  readonly name: string;
  readonly old: JsonObject;
  readonly new: JsonObject;
  readonly policy: Policy;
  readonly verdict: Verdict;
  readonly witness?: false;
  readonly reason?: string;
}

const cases = rows as readonly Row[];

const file = 'catalog/shared/value.json';
const lone = (schema: JsonObject): EventSchema =>
  eventSchema(new Map([[file, { file, place: { kind: 'shared', name: 'value' }, schema }]]), file);

const proves = ({ direction, witness }: Change, before: EventSchema, after: EventSchema): boolean => {
  const [source, target] = direction === 'backward' ? [before, after] : [after, before];
  return source.errors(witness?.event).length === 0 && target.errors(witness?.event).length > 0;
};

describe('the verdict on a change', () => {
  it.each(cases.map((row) => [row.keyword, row.name, row.policy, row.verdict, row] as const))(
    '%s: %s, %s: %s',
    (_keyword, _name, _policy, _verdict, row) => {
      const [before, after] = [lone(row.old), lone(row.new)];
      // Compiling is what says that a catalog may hold the schema at all.
      for (const version of [before, after]) version.errors(null);
      const { verdict, changes } = compareSchemas(before, after, row.policy);
      expect({ verdict, changes }).toMatchObject({ verdict: row.verdict });
      const against = changes.filter((change) => change.verdict !== 'compatible');
      for (const change of against)
        if (change.witness !== undefined) expect([change, proves(change, before, after)]).toEqual([change, true]);
      if (row.witness === false) expect(against.map(({ reason }) => reason).join()).toContain(row.reason);
      else for (const change of against) expect(change).toHaveProperty('witness.event');
    },
  );

  it('is tried on every keyword that a catalog may use', () => {
    const tried = new Set(cases.map(({ keyword }) => keyword));
    const untried = [...knownKeywords].filter((keyword) => !tried.has(keyword) && !keyword.startsWith('x-'));
    expect(untried).toEqual(['$schema']);
    expect(cases.length).toBeGreaterThan(100);
  });
});
