import { fileURLToPath } from 'node:url';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import { isScalar, type JsonObject, type JsonScalar, pointerTokens, valueAt } from '@carillon/catalog/json';
import { envelopeOf, judgePattern } from '@carillon/catalog/patterns';
import { casesFor, type DeliveredEvent, pointersOf, sampled } from '@carillon/catalog/testing';
import { compilePattern } from '@carillon/local/patterns/pattern';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { s3Archiver } from '../../generated/subscriptions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };
const { schemas, messages } = checked.loaded;

/** The archiver receives everything. */
const kinds = casesFor(s3Archiver, { catalog: checked, compilePattern }).flatMap((cases) => {
  const message = messages.find(({ name }) => name === cases.descriptor.name);
  return message === undefined ? [] : [{ message, events: [...cases.examples, ...sampled(cases, 60)] }];
});

/** Where patterns can look: leaves, with items of arrays under the array's own name ("Matching on arrays"). */
const leavesOf = (event: DeliveredEvent): readonly (readonly [path: readonly string[], value: JsonScalar])[] =>
  pointersOf(event).flatMap((pointer) => {
    const value = valueAt(event, pointer);
    const path = pointerTokens(pointer).filter((token) => !/^\d+$/.test(token));
    return isScalar(value) && path.length > 0 ? [[path, value] as const] : [];
  });

const textOf = (value: JsonScalar): string => (typeof value === 'string' && value !== '' ? value : 'x');

const swapped = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase());

const escapedText = (text: string): string => text.replaceAll(/[*\\]/g, '\\$&');

/** Each operator on texts near a text, some of which match it and some of which never can. */
const textMatchers = (text: string): readonly unknown[] => {
  const [head, tail] = [text.slice(0, 3), text.slice(-3)];
  return [
    ...[head, 'zz-', swapped(head)].flatMap((prefix) => [{ prefix }, { prefix: { 'equals-ignore-case': prefix } }]),
    ...[tail, '-zz', swapped(tail)].flatMap((suffix) => [{ suffix }, { suffix: { 'equals-ignore-case': suffix } }]),
    ...[text, swapped(text), 'ſtrange'].map((other) => ({ 'equals-ignore-case': other })),
    ...[`${escapedText(head)}*`, `*${escapedText(tail)}`, escapedText(text), 'a\\*b', '*', '*zz*'].map((wildcard) => ({
      wildcard,
    })),
    ...[text, [text, 'x'], ['x'], 1, [1, 2.5]].map((values) => ({ 'anything-but': values })),
    ...[head, [head, 'x'], 'zz-'].flatMap((prefix) => [{ 'anything-but': { prefix } }]),
    ...[tail, [tail, 'x'], '-zz'].flatMap((suffix) => [{ 'anything-but': { suffix } }]),
    ...[swapped(text), [text, 'x']].map((other) => ({ 'anything-but': { 'equals-ignore-case': other } })),
    ...['*', [`${escapedText(head)}*`], '*zz'].map((wildcard) => ({ 'anything-but': { wildcard } })),
    { cidr: '10.0.0.0/8' },
    { cidr: '::/1' },
  ];
};

const numberMatchers = (number: number): readonly unknown[] => [
  { numeric: ['>=', number, '<', number + 1] },
  { numeric: ['>', number - 1, '<=', number] },
  { numeric: ['=', number] },
  { numeric: ['<', -5] },
  { 'anything-but': number },
  { 'anything-but': [number, 7] },
];

const matcherNear = (value: JsonScalar): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.constant(value),
    fc.constantFrom<unknown>('created', 'COMPLETED', 'nonsense', '1', 1, null, true, false),
    fc.constantFrom(...textMatchers(textOf(value))),
    fc.constantFrom(...numberMatchers(typeof value === 'number' ? value : 1)),
    fc.constantFrom({ exists: true }, { exists: false }),
  );

const nested = (path: readonly string[], matchers: unknown): JsonObject =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), matchers) as JsonObject;

const merged = (one: JsonObject, other: JsonObject): JsonObject => {
  const both = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = both[key];
    const deep = known !== undefined && !Array.isArray(known) && !Array.isArray(value);
    both[key] = deep ? merged(known as JsonObject, value as JsonObject) : value;
  }
  return both;
};

/** Objects and arrays: no leaf is there, whatever they hold. */
const containersOf = (event: DeliveredEvent): readonly (readonly [path: readonly string[], value: JsonScalar])[] =>
  pointersOf(event).flatMap((pointer) => {
    const path = pointerTokens(pointer).filter((token) => !/^\d+$/.test(token));
    return isScalar(valueAt(event, pointer)) || path.length === 0 ? [] : [[path, 'x'] as const];
  });

/** One field, several together, either of two, or fields beside either of two that may ask for the same. */
const arbitraryPattern = (event: DeliveredEvent): fc.Arbitrary<JsonObject> => {
  const leaves = [...leavesOf(event), [['detail', 'data', 'unknownField'], 'x'] as const, [['moon'], 1] as const];
  const condition = fc
    .oneof(
      { weight: 9, arbitrary: fc.constantFrom(...leaves) },
      { weight: 1, arbitrary: fc.constantFrom(...containersOf(event)) },
    )
    .chain(([path, value]) =>
      fc.array(matcherNear(value), { minLength: 1, maxLength: 2 }).map((matchers) => nested(path, matchers)),
    );
  const all = fc.array(condition, { minLength: 1, maxLength: 3 }).map((parts) => parts.reduce(merged));
  const either = fc.array(all, { minLength: 2, maxLength: 2 }).map((parts): JsonObject => ({ $or: parts }));
  const both = fc
    .tuple(all, either, fc.boolean())
    .map(([some, other, behind]): JsonObject => (behind ? { ...other, ...some } : { ...some, ...other }));
  return fc.oneof({ weight: 6, arbitrary: all }, { weight: 2, arbitrary: either }, { weight: 2, arbitrary: both });
};

const arbitraryCase = fc.constantFrom(...kinds).chain((kind) =>
  fc
    .constantFrom(...kind.events)
    .chain(arbitraryPattern)
    .map((pattern) => ({ kind, pattern })),
);

/** EventBridge refuses some patterns, such as `exists` beside values; of these there is nothing to say. */
const compiled = (pattern: JsonObject): ReturnType<typeof compilePattern> | undefined => {
  try {
    return compilePattern(JSON.stringify(pattern));
  } catch {
    return undefined;
  }
};

describe('what is said of a pattern without events', () => {
  it('holds with events: what is called impossible matches none', () => {
    const tally = { impossible: 0, matched: 0, refused: 0 };
    fc.assert(
      fc.property(arbitraryCase, ({ kind, pattern }) => {
        const matcher = compiled(pattern);
        if (matcher === undefined) {
          tally.refused += 1;
          return;
        }
        const { reasons } = judgePattern(schemas, [envelopeOf(kind.message)], pattern);
        const matches = kind.events.filter((event) => matcher.matchesText(JSON.stringify(event)));
        if (reasons.length > 0) tally.impossible += 1;
        if (matches.length > 0) tally.matched += 1;
        if (reasons.length > 0) expect(matches, JSON.stringify({ pattern, reasons })).toEqual([]);
      }),
      { numRuns: 1_200, seed: 20_261_124 },
    );
    // A judge that calls nothing impossible, or patterns that match nothing, would prove nothing.
    expect(tally.impossible).toBeGreaterThan(200);
    expect(tally.matched).toBeGreaterThan(200);
  });
});
