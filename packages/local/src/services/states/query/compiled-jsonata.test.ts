import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../kernel/json.ts';
import { boundedJsonata } from './bounded-jsonata.ts';
import { compileQuick } from './compiled-jsonata.ts';
import type { Scope } from './evaluation.ts';

const draw = { now: 0, uuid: () => '', random: () => 0.5, turn: () => Promise.resolve() };

/** What jsonata-js makes of it: a value as JSON, nothing, or an error. */
const asked = async (text: string, { input, variables }: Pick<Scope, 'input' | 'variables'>) => {
  try {
    const bindings = { ...variables, states: { input, context: { a: 1 } } };
    const value = await boundedJsonata(text).evaluate(bindings, draw.turn);
    const json = JSON.stringify(value);
    return json === undefined ? { nothing: true } : { value: JSON.parse(json) as Json };
  } catch {
    return { error: true };
  }
};

const compiled = (text: string, scope: Pick<Scope, 'input' | 'variables'>) => {
  const quick = compileQuick(boundedJsonata(text).ast());
  const answer = quick?.({ ...scope, context: { a: 1 }, draw });
  if (answer === undefined) return undefined;
  return answer.value === undefined ? { nothing: true } : { value: JSON.parse(JSON.stringify(answer.value)) as Json };
};

const name = fc.constantFrom('a', 'b', 'c', '`a b`', 'list');
const path = fc
  .tuple(fc.constantFrom('$states.input', '$states.context', '$x', '$y', '$none'), fc.array(name, { maxLength: 3 }))
  .map(([head, names]) => [head, ...names].join('.'));
const literal = fc.oneof(
  fc.integer({ min: -1e6, max: 1e6 }).map(String),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((n) => String(Number(n.toFixed(3)))),
  fc.constantFrom("'a'", "''", "'x y'", 'true', 'false', 'null', '0', '1', '1.5', '[]', '{}'),
);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    literal,
    path,
    path,
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '/', '&', '=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'in'),
        tie('expression'),
      )
      .map(([one, operator, other]) => `(${one} ${operator} ${other})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map((of) => `(${of[0]} ? ${of[1]} : ${of[2]})`),
    fc.tuple(tie('expression'), tie('expression')).map((of) => `(${of[0]} ? ${of[1]})`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom("'a'", "'b'", "'__proto__'", "'a' & 'b'"), tie('expression')), { maxLength: 3 })
      .map((pairs) => `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
    fc
      .tuple(fc.constantFrom('merge', 'exists', 'not', 'count', 'sum', 'string'), tie('expression'))
      .map(([call, argument]) => `$${call}(${argument})`),
  ),
}));

const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(null, true, false, 0, 1, -1, 1.5, '', 'a', 'x y'),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'a b', 'list'), tie('value'), { maxKeys: 4 }),
  ),
})).value as fc.Arbitrary<Json>;

describe('a compiled JSONata expression', () => {
  it('gives what jsonata-js gives, wherever it gives anything', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(expression, value, value, value, async (text, input, x, y) => {
        const scope = { input, variables: { x, y } };
        const quick = compiled(text, scope);
        if (quick === undefined) return;
        answered += 1;
        expect(quick).toEqual(await asked(text, scope));
      }),
      { numRuns: 3_000 },
    );
    expect(answered).toBeGreaterThan(500);
  });

  it.each([
    ["{'a': $states.input.a, 'b': [1, $x]}", { a: 1, b: [1, { c: 2 }] }],
    ["$merge([$states.input, {'z': $x.c}])", { a: 1, list: [1, 2], z: 2 }],
    ['$states.input.a + $x.c * 2', 5],
    ["$x.c > 1 ? 'many' : 'one'", 'many'],
    ["$exists($x.d) and $x.d = 'e'", false],
    ["'run-' & $x.c", 'run-2'],
    ['[$states.input.list, 3]', [1, 2, 3]],
    ['$count($states.input.list)', 2],
  ])('is evaluated without jsonata-js: %s', (text, expected) => {
    const scope = { input: { a: 1, list: [1, 2] }, variables: { x: { c: 2 } } };
    expect(compiled(text, scope)).toEqual({ value: expected });
  });

  it.each(['$x[0]', '$states.input.list.a', '$x ~> $string', 'function($a){$a}', '$x := 1', '$states'])(
    'leaves %s to jsonata-js',
    (text) => {
      expect(compiled(text, { input: { list: [1] }, variables: { x: [1] } })).toBeUndefined();
    },
  );

  it('does not call a function that a variable of its name hides', () => {
    expect(compiled('$count($x)', { input: {}, variables: { x: [1], count: 5 } })).toBeUndefined();
  });
});
