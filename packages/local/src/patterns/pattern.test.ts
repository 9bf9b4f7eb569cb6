import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Json, parseJson } from '../kernel/json.ts';
import { compilePattern } from './pattern.ts';

const table = <T>(name: string): readonly T[] =>
  parseJson(readFileSync(join(import.meta.dirname, 'cases', name), 'utf8')) as unknown as T[];

interface Row {
  readonly name: string;
  readonly pattern: Json;
  readonly matches: readonly Json[];
  readonly fails: readonly Json[];
}

interface Fault {
  readonly pattern: Json;
  readonly reason: string;
}

describe('an event pattern', () => {
  it.each(table<Row>('event-patterns.json'))('$name', ({ pattern, matches, fails }) => {
    const compiled = compilePattern(pattern);
    expect(matches.filter((event) => !compiled.matches(event))).toEqual([]);
    expect(fails.filter((event) => compiled.matches(event))).toEqual([]);
  });

  it.each(table<Fault>('invalid-patterns.json'))('is refused: $reason', ({ pattern, reason }) => {
    expect(() => compilePattern(pattern)).toThrow(
      expect.objectContaining({
        code: 'InvalidEventPatternException',
        message: `Event pattern is not valid. Reason: ${reason}`,
      }),
    );
  });

  it('compares digits that binary64 cannot hold as text', () => {
    const compiled = compilePattern('{"id":[12345678901234567890]}');
    expect(compiled.matchesText('{"id":12345678901234567890}')).toBe(true);
    expect(compiled.matchesText('{"id":12345678901234567891}')).toBe(false);
  });

  it('sees every value of a key that comes twice', () => {
    expect(compilePattern({ a: [1] }).matchesText('{"a":1,"a":{}}')).toBe(true);
    expect(compilePattern({ a: [{ exists: false }] }).matchesText('{"a":1,"a":[]}')).toBe(false);
  });

  it('takes 4.9e-324 for the least number, as Java writes it', () => {
    expect(compilePattern('{"a":[{"numeric":[">",0]}]}').matchesText('{"a":4.9e-324}')).toBe(true);
    expect(compilePattern('{"a":[{"numeric":[">",0]}]}').matchesText('{"a":5e-324}')).toBe(false);
  });

  it('takes no longer for a text in any case among stars', () => {
    const compiled = compilePattern({
      a: [{ wildcard: '*1*1*1*1*1*1*1*q' }, { 'equals-ignore-case': 'b1b1b1b1b1b1b1bc' }],
    });
    expect(compiled.matches({ a: '1'.repeat(3_000) })).toBe(false);
    expect(compiled.matches({ a: `${'x1'.repeat(7)}yC` })).toBe(true);
  });

  it('refuses in a pipe what only the event bus supports', () => {
    const pattern = { data: { $or: [{ a: [{ wildcard: 'x*' }] }, { b: ['y'] }] } };
    expect(compilePattern(pattern).matches({ data: { a: 'xy' } })).toBe(true);
    expect(() => compilePattern(pattern, { dialect: 'pipe' })).toThrow(/wildcard is not supported/);
  });
});

describe('event patterns, whatever the event', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const event = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(scalar, fc.array(scalar)), { minKeys: 1 });

  it('a pattern made of its own values matches', () => {
    fc.assert(
      fc.property(event, (body) => {
        const pattern = Object.fromEntries(
          Object.entries(body).map(([key, value]) =>
            Array.isArray(value) ? [key, value.length === 0 ? [{ exists: false }] : value] : [key, [value]],
          ),
        );
        expect(compilePattern(pattern).matches(body)).toBe(true);
      }),
    );
  });

  it('a scalar is either one of some strings or anything but them', () => {
    fc.assert(
      fc.property(scalar, fc.array(fc.string(), { minLength: 1 }), (value, strings) => {
        const one = compilePattern({ a: [...strings.map((text) => ({ exactly: text }))] }).matches({ a: value });
        const other = compilePattern({ a: [{ 'anything-but': strings }] }).matches({ a: value });
        expect(one).toBe(!other);
      }),
    );
  });

  it('a wildcard agrees with the regular expression it stands for', () => {
    const letters = fc.stringMatching(/^[ab]{0,6}$/);
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), letters, (parts, value) => {
        const shape = parts.join('*').replace(/\*+/g, '*');
        const expected = new RegExp(`^${shape.replaceAll('*', '.*')}$`).test(value);
        expect(compilePattern({ a: [{ wildcard: shape }] }).matches({ a: value })).toBe(expected);
      }),
    );
  });

  it('numeric ranges agree with arithmetic', () => {
    // At the ends of binary64 Java's decimals and event-ruler's ranges have limits of their own.
    const number = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => Math.abs(value) > 1e-307 && Math.abs(value) < 1e308);
    fc.assert(
      fc.property(number, number, (value, bound) => {
        const compiled = compilePattern({ a: [{ numeric: ['>=', bound] }] });
        expect(compiled.matches({ a: value })).toBe(value >= bound);
      }),
    );
  });

  it('refuses $or that multiplies to more than 1,000 combinations, nested or side by side', () => {
    const branches = (name: string, count: number): object[] =>
      Array.from({ length: count }, (_, index) => ({ [`${name}${index}`]: [1] }));
    const beside = (count: number): object => ({
      detail: { a: { $or: branches('a', 10) }, b: { $or: branches('b', 10) }, c: { $or: branches('c', count) } },
    });
    expect(
      compilePattern(JSON.stringify(beside(10))).matches({ detail: { a: { a9: 1 }, b: { b0: 1 }, c: { c5: 1 } } }),
    ).toBe(true);
    for (const pattern of [
      beside(11),
      { $or: branches('a', 1_001) },
      { $or: branches('x', 40).map((each) => ({ ...each, deep: { $or: branches('y', 40) } })) },
      Array.from({ length: 12 }).reduce<object>((inner) => ({ k: { $or: branches('z', 30) }, n: inner }), { q: [1] }),
    ])
      expect(() => compilePattern(JSON.stringify(pattern))).toThrow(/over 1000 rule combinations/);
  });
});
