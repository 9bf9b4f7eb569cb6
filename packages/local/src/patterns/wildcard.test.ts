import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glob } from './wildcard.ts';

const byRegex = (pattern: string): RegExp => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
};

describe('a wildcard', () => {
  it.each([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['?', '', false],
    ['a*', 'a', true],
    ['*a', 'ba', true],
    ['a*a', 'a', false],
    ['a*b*c', 'axbxc', true],
    ['a*b*c', 'axcxb', false],
    ['*?', 'a', true],
    ['?*?', 'a', false],
    ['a.c', 'abc', false],
    ['*\n*', 'a\nb', true],
    ['*ab?', 'aababx', true],
    ['a?*b', 'ab', false],
  ])('%j on %j: %s', (pattern, text, fits) => {
    expect(glob(pattern)(text)).toBe(fits);
  });

  it('fits what the regular expression of its characters fits', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (given, candidate) => {
        expect(glob(given)(candidate)).toBe(byRegex(given).test(candidate));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never goes back, however many stars there are', () => {
    // A matcher that goes back would never answer.
    const pattern = `${'*a'.repeat(60)}*b`;
    expect(glob(pattern)('a'.repeat(20_000))).toBe(false);
    expect(glob(`${'*a?'.repeat(60)}*b`)('a'.repeat(20_000))).toBe(false);
  });
});
