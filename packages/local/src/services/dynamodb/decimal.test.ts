import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, compareDecimals, formatDecimal, parseDecimal, sortableDecimal } from './decimal.ts';

/** Numbers of every size that DynamoDB keeps, as text. */
const numbers: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('', '-'), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }), fc.integer({ min: -130, max: 87 }))
  .map(([sign, digits, exponent]) => `${sign}${digits}E${exponent}`);

/** value · 10^130 as a whole number: exact, and nothing that the code under test could share a fault with. */
const exact = (text: string): bigint => {
  const [digits = '0', exponent = '0'] = text.split('E');
  return BigInt(digits) * 10n ** BigInt(Number(exponent) + 130);
};

describe('a number', () => {
  it('sorts as text exactly as it does as a number', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const order = exact(a) < exact(b) ? -1 : exact(a) > exact(b) ? 1 : 0;
        const [left, right] = [sortableDecimal(parseDecimal(a)), sortableDecimal(parseDecimal(b))];
        expect(left < right ? -1 : left > right ? 1 : 0).toBe(order);
        expect(Math.sign(compareDecimals(parseDecimal(a), parseDecimal(b)))).toBe(order);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps all of its digits', () => {
    fc.assert(
      fc.property(numbers, (text) => {
        const shown = formatDecimal(parseDecimal(text));
        expect(parseDecimal(shown)).toEqual(parseDecimal(text));
        expect(shown).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });

  it('adds exactly, or says that it cannot', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const sum = exact(a) + exact(b);
        const significant = (sum < 0n ? -sum : sum).toString().replace(/0+$/, '').length;
        const added = (): string => formatDecimal(addDecimals(parseDecimal(a), parseDecimal(b)));
        if (significant > 38) expect(added).toThrow('38 significant digits');
        else expect(parseDecimal(added())).toEqual(sum === 0n ? parseDecimal('0') : parseDecimal(`${sum}E-130`));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['1E126', 'Number overflow'],
    ['1E-131', 'Number underflow'],
    ['123456789012345678901234567890123456789', '38 significant digits'],
    ['', 'The parameter cannot be converted to a numeric value'],
    ['1.2.3', 'The parameter cannot be converted to a numeric value: 1.2.3'],
    ['NaN', 'The parameter cannot be converted to a numeric value: NaN'],
    ['.', 'The parameter cannot be converted to a numeric value: .'],
  ])('%s is refused', (text, message) => {
    expect(() => parseDecimal(text)).toThrow(message);
  });

  it.each([
    ['007.50', '7.5'],
    ['-0', '0'],
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+1E-3', '0.001'],
  ])('%s is shown as %s', (text, shown) => {
    expect(formatDecimal(parseDecimal(text))).toBe(shown);
  });
});
