import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalOf, isMultipleOf, leastCommonMultiple, numberOf, stepsIn, stepsOf } from './decimal.ts';

/** A decimal written by hand: an integer with a point set into its digits, and no arithmetic on fractions. */
const withPoint = (units: bigint, places: number): string => {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return units < 0n ? `-${text}` : text;
};

const places = fc.integer({ min: 0, max: 6 });
/** Up to 14 digits in all, so that each text is one double and each double one text. */
const stepUnits = fc.bigInt({ min: 1n, max: 999_999n });
const counts = fc.bigInt({ min: -9_999_999n, max: 9_999_999n });

describe('a multiple of a step', () => {
  it.each([
    [143.48, 0.01],
    [19.99, 0.01],
    [8.69, 0.01],
    [1.11, 0.01],
    [2.22, 0.01],
    [0.3, 0.1],
    [0.7, 0.1],
    [100.1, 0.1],
    [-19.99, 0.01],
    [0, 0.01],
    [-0, 0.01],
    [1e23, 10],
    [1e300, 1e-300],
    [5e-324, 5e-324],
    [9_007_199_254_740_991, 1],
  ])('%d is one of %d', (value, step) => {
    expect(isMultipleOf(value, step)).toBe(true);
  });

  it.each([
    [143.485, 0.01],
    [0.30000000000000004, 0.1],
    [19.99, 0.1],
    [7, 2],
    [0.5, 1],
    [1e-7, 1e-6],
    [5e-324, 1],
  ])('%d is none of %d', (value, step) => {
    expect(isMultipleOf(value, step)).toBe(false);
  });

  it('is every k * step written in decimal, and no k * step and a half', () => {
    fc.assert(
      fc.property(stepUnits, places, counts, (units, scale, count) => {
        const step = Number(withPoint(units, scale));
        expect(isMultipleOf(Number(withPoint(count * units, scale)), step)).toBe(true);
        // Half a step has one place more: (2k + 1) * step * 5 in tenths of the last place.
        expect(isMultipleOf(Number(withPoint((2n * count + 1n) * units * 5n, scale + 1)), step)).toBe(false);
      }),
    );
  });
});

describe('decimals', () => {
  it('are the numbers that they came from', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(numberOf(decimalOf(value)) === value).toBe(true);
      }),
    );
  });

  it('have a least common multiple that both divide, and that is no more than their product', () => {
    fc.assert(
      fc.property(stepUnits, places, stepUnits, places, (one, onePlaces, other, otherPlaces) => {
        const [first, second] = [withPoint(one, onePlaces), withPoint(other, otherPlaces)].map(Number);
        if (first === undefined || second === undefined) return;
        const common = leastCommonMultiple(decimalOf(first), decimalOf(second));
        for (const step of [first, second])
          expect(stepsOf(stepsIn(common, decimalOf(step)), decimalOf(step))).toBe(numberOf(common));
      }),
    );
    expect(numberOf(leastCommonMultiple(decimalOf(0.02), decimalOf(0.03)))).toBe(0.06);
    expect(numberOf(leastCommonMultiple(decimalOf(1), decimalOf(0.4)))).toBe(2);
  });

  it('count whole steps, rounded down', () => {
    const counted = (value: number, step: number): bigint => stepsIn(decimalOf(value), decimalOf(step));
    expect([counted(0.3, 0.1), counted(0.35, 0.1), counted(-0.35, 0.1), counted(-0.3, 0.1)]).toEqual([
      3n,
      3n,
      -4n,
      -3n,
    ]);
  });
});
