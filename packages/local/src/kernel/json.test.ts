import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isExactNumber,
  isJsonObject,
  isNestedTooDeep,
  type JsonObject,
  MOST_LEVELS,
  parseExactJson,
  parseJson,
} from './json.ts';

const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('a JSON text', () => {
  it('may nest as deep as a reader without a stack of its own can follow, and no deeper', () => {
    expect(isNestedTooDeep(nested(MOST_LEVELS))).toBe(false);
    expect(isNestedTooDeep(nested(MOST_LEVELS + 1))).toBe(true);
    expect(() => parseJson(nested(50_000))).toThrow(SyntaxError);
  });

  it('is not deep by what stands in its texts, or by what is closed again', () => {
    expect(isNestedTooDeep(JSON.stringify(nested(2_000)))).toBe(false);
    expect(isNestedTooDeep(`{"a":"\\"${'['.repeat(2_000)}"}`)).toBe(false);
    expect(isNestedTooDeep(`[${'[],'.repeat(2_000)}1]`)).toBe(false);
  });
});

describe('a number in a JSON text', () => {
  it.each(['1234567890123456789', '1.50', '0.0', '-0', '0.0000001', '1e400', '1E2', '12345678901234567.0', '-1.10'])(
    '%s keeps its digits, on its own, in a list and in an object',
    (digits) => {
      for (const text of [digits, `[${digits}]`, `{"a":${digits},"b":[1,${digits}]}`])
        expect(JSON.stringify(parseExactJson(text))).toBe(text);
    },
  );

  it('whatever it is: one part of it after the other, among texts that look like numbers', () => {
    const digit = fc.integer({ min: 0, max: 9 }).map(String);
    const digits = fc.array(digit, { minLength: 1, maxLength: 25 }).map((each) => each.join(''));
    const whole = digits.map((each) => each.replace(/^0+(?=\d)/, ''));
    const literal = fc
      .tuple(
        fc.constantFrom('', '-'),
        whole,
        fc.option(digits),
        fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e-', 'E+'), digit)),
      )
      .map(
        ([sign, before, after, power]) =>
          `${sign}${before}${after === null ? '' : `.${after}`}${power === null ? '' : power.join('')}`,
      );
    fc.assert(
      fc.property(literal, fc.string(), (number, text) => {
        const document = `{"n":${number},"t":${JSON.stringify(text)},"l":[${number},"${number}"]}`;
        expect(JSON.stringify(parseExactJson(document))).toBe(document);
      }),
    );
  });

  it('is a number where a double holds it, and no object where none does', () => {
    const { small, large } = parseExactJson('{"small":1.5,"large":1234567890123456789}') as JsonObject;
    expect(small).toBe(1.5);
    expect([isExactNumber(large), isJsonObject(large)]).toEqual([true, false]);
  });
});
