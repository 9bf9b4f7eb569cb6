import { describe, expect, it } from 'vitest';
import { comparisons } from '../states/choice-comparison.ts';
import { type Draw, run, type Scope } from './evaluation.ts';
import { find, parseJsonPath } from './json-path.ts';
import { compileJsonata } from './jsonata.ts';
import { parsePathExpression } from './path-expression.ts';

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const draw: Draw = { now: 0, uuid: () => '', random: () => 0.5, turn };

const scopeOf = (input: Scope['input'], more: Partial<Draw> = {}): Scope => ({
  input,
  context: {},
  variables: {},
  draw: { ...draw, ...more },
});

const evaluate = async (text: string, input: Scope['input'] = {}, more: Partial<Draw> = {}) =>
  run(compileJsonata(text).evaluate(scopeOf(input, more), 'Output'));

describe('a JSONata expression', () => {
  it.each([
    ['recursion without an end', '($f := function($n){ $f($n + 1) }; $f(1))', /U1001/],
    ['recursion without an end that is no tail call', '($f := function($n){ 1 + $f($n + 1) }; $f(1))', /D1011|U1001/],
    ['a range of ten million', '$count([1..10000000])', /D2015/],
    ['a range that is not literal', '($n := 9999999; $count([$n - 9999999..$n]))', /D2015/],
    ['a text that doubles', "$reduce([1..40], function($a, $b){ $a & $a }, 'x')", /D2015|Invalid string length/],
    ['a list that doubles', '$reduce([1..40], function($a, $b){ $append($a, $a) }, [1, 2])', /D2015/],
    ['a huge pad', "$pad('x', 400000000)", /D2015|Invalid string length/],
  ])('fails with States.QueryEvaluationError: %s', async (_, text, message) => {
    await expect(evaluate(text)).rejects.toMatchObject({
      error: 'States.QueryEvaluationError',
      message: expect.stringMatching(message),
    });
  });

  it('lets the event loop turn while it computes long', async () => {
    let turns = 0;
    const counting = (): Promise<void> => {
      turns += 1;
      return turn();
    };
    expect(await evaluate('$sum($map([1..2000], function($n){ $n * 2 }))', {}, { turn: counting })).toBe(4_002_000);
    expect(turns).toBeGreaterThan(10);
  });

  it('that is simple lets the event loop turn too, when there is much to look at', async () => {
    let turns = 0;
    const counting = (): Promise<void> => {
      turns += 1;
      return turn();
    };
    const items = Array.from({ length: 5_000 }, (_, n) => ({ n: { m: n } }));
    expect(await evaluate('$sum($states.input.n.m)', items, { turn: counting })).toBe(12_497_500);
    expect(turns).toBeGreaterThan(5);
  });

  it.each([
    ['(a+)+$', `${'a'.repeat(50_000)}!`],
    ['^(a|a)*$', `${'a'.repeat(50_000)}!`],
    ['(.*)*x', 'a'.repeat(50_000)],
    ['(\\w+\\s?)*!!$', 'aaaa '.repeat(10_000)],
  ])('matches /%s/ without backtracking', async (pattern, text) => {
    expect(await evaluate(`$contains($states.input, /${pattern}/)`, text)).toBe(false);
  });

  it.each([
    ["$match('ab12cd345', /([a-z]+)(\\d+)/).groups", ['ab', '12', 'cd', '345']],
    ["$replace('2026-11-23', /(\\d+)-(\\d+)-(\\d+)/, '$3.$2.$1')", '23.11.2026'],
    ["$split('a, b;c', /[,;]\\s*/)", ['a', 'b', 'c']],
    ["$contains('Hello', /hello/i)", true],
    ["$match('xay', /a(b)?/)", { match: 'a', index: 1, groups: [''] }],
    ["$replace('aXbX', /x/i, '-')", 'a-b-'],
  ])('has regular expressions: %s', async (text, expected) => {
    expect(await evaluate(text)).toEqual(expected);
  });

  it('refuses a regular expression that cannot be matched in linear time', () => {
    expect(() => compileJsonata("$contains('x', /(a)\\1/)")).toThrow(SyntaxError);
    expect(() => compileJsonata("$contains('x', /a(?=b)/)")).toThrow(/is not executed here/);
  });

  it('finds the distinct values of a long list in linear time', async () => {
    const items = Array.from({ length: 30_000 }, (_, n) => ({ n: n % 20_000, of: [n % 20_000] }));
    expect(await evaluate('$count($distinct($states.input))', items)).toBe(20_000);
    expect(await evaluate('$distinct($states.input.a)', [{ a: 1 }, { a: 1 }])).toBe(1);
    expect(await evaluate('$distinct([1, 1])')).toEqual([1]);
  });
});

describe('a JSONPath', () => {
  const deep = Array.from({ length: 200 }).reduce<object>((inner, _, n) => ({ b: n, inner }), {}) as Scope['input'];

  it('fails with States.Runtime when it visits too many values', () => {
    const many = parseJsonPath('$..*..*..*');
    expect(() => find(many, deep)).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
    expect(find(parseJsonPath('$..b'), deep)).toHaveLength(200);
  });

  it.each([
    ['$.[0]', ['x'], 'x'],
    ['$.a.[0].b', { a: [{ b: 1 }] }, 1],
    ["$.[*].['x','y']", [{ x: 1, y: 2, z: 3 }], [1, 2]],
    ['$.[?(@.n > 0)]', [{ n: 0 }, { n: 1 }], [{ n: 1 }]],
    ['$.a ', { a: 1 }, 1],
  ])('reads %s as Jayway does', (text, root, expected) => {
    expect(find(parseJsonPath(text), root)).toEqual(expected);
  });

  it('with an unquoted word in a filter is taken, and fails when it is asked', () => {
    const path = parseJsonPath('$[?(@.Name==Receipt)]');
    expect(() => find(path, [{ Name: 'Receipt' }])).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
  });
});

describe('an intrinsic function', () => {
  it('is nested ten levels deep at the most', () => {
    const nested = (levels: number): string => `${'States.Array('.repeat(levels)}1${')'.repeat(levels)}`;
    expect(parsePathExpression(nested(10)).find(scopeOf({}))).toEqual(
      Array.from({ length: 10 }).reduce((inner) => [inner], 1),
    );
    expect(() => parsePathExpression(nested(11))).toThrow(SyntaxError);
  });

  it('finds unique values in linear time, whatever the order of their members', () => {
    const items = [...Array.from({ length: 20_000 }, (_, n) => n), ...Array.from({ length: 20_000 }, (_, n) => n)];
    expect(parsePathExpression('States.ArrayUnique($)').find(scopeOf(items))).toHaveLength(20_000);
    expect(
      parsePathExpression('States.ArrayUnique($)').find(
        scopeOf([{ a: 1, b: 2 }, { b: 2, a: 1 }, 1, '1', true, 'true', null]),
      ),
    ).toEqual([{ a: 1, b: 2 }, 1, '1', true, 'true', null]);
  });
});

describe('StringMatches', () => {
  const matches = (text: string, pattern: string): boolean => comparisons.StringMatches?.(text, pattern) ?? false;

  it.each([
    ['abc', 'abc', true],
    ['abc', 'a*c', true],
    ['abc', '*', true],
    ['', '*', true],
    ['ab', 'a*b*b', false],
    ['abb', 'a*b*b', true],
    ['a*c', 'a\\*c', true],
    ['abc', 'a\\*c', false],
    ['a\\c', 'a\\\\c', true],
    ['log-2026.txt', 'log-*.txt', true],
    ['log-2026.txt.gz', 'log-*.txt', false],
  ])('of %s and %s is %s', (text, pattern, expected) => {
    expect(matches(text, pattern)).toBe(expected);
  });

  it('takes linear time for many wildcards', () => {
    expect(matches('a'.repeat(200_000), `${'*a'.repeat(1_000)}*b`)).toBe(false);
  });
});
