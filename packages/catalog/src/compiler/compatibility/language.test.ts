import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageWithin, sampleOf } from './language.ts';
import { seeded } from './random.ts';

const patterns = [
  '^[A-Z]{1,3}$',
  '^[A-Z]{1,5}$',
  '^[A-Za-z0-9.-]{1,64}$',
  '^\\d{4}-\\d{2}$',
  '^(?:a|b)+$',
  '^a*b*$',
  'a|^b',
  '^a|b$',
  'x',
  '^$',
  '.',
  '^[^/]+$',
  '^\\w+\\s\\w+$',
  '^(ab){2,}$',
  '^\\u00e9?$',
];

describe('languageWithin', () => {
  it.each([
    ['^[A-Z]{1,3}$', '^[A-Z]{1,5}$', true],
    ['^[A-Z]{1,5}$', '^[A-Z]{1,3}$', false],
    ['^a+$', '^a*$', true],
    ['^ab$', 'b', true],
    ['b', '^ab$', false],
    ['^(?:a|b)$', '^[ab]$', true],
    ['^[ab]$', '^(a|b)$', true],
    ['^\\d+$', '^\\w+$', true],
    ['^\\w+$', '^\\d+$', false],
    ['^x$', '.', true],
    ['.', '', true],
    ['', '.', false],
  ])('%s lies within %s: %s', (narrow, wide, within) => {
    expect(languageWithin([narrow], wide)?.within).toBe(within);
  });

  it('does not judge what is not regular', () => {
    expect(languageWithin(['^(?=a)'], 'a')).toBeUndefined();
    expect(languageWithin(['^(a)\\1$'], 'a')).toBeUndefined();
  });

  it('agrees with the engine: a counterexample is one, and nothing that matches lies outside', () => {
    for (const one of patterns)
      for (const other of patterns) {
        const answer = languageWithin([one], other);
        if (answer?.counterexample !== undefined) {
          expect([one, answer.counterexample, new RegExp(one, 'u').test(answer.counterexample)]).toEqual([
            one,
            answer.counterexample,
            true,
          ]);
          expect([other, answer.counterexample, new RegExp(other, 'u').test(answer.counterexample)]).toEqual([
            other,
            answer.counterexample,
            false,
          ]);
        }
      }
    const letters = fc.string({ unit: fc.constantFrom(...'abAB0-. \n/xé'), maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...patterns), fc.constantFrom(...patterns), letters, (one, other, text) => {
        if (languageWithin([one], other)?.within !== true || !new RegExp(one, 'u').test(text)) return;
        expect(text).toMatch(new RegExp(other, 'u'));
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});

describe('sampleOf', () => {
  it.each(patterns)('writes texts that match %s', (pattern) => {
    const random = seeded(1);
    for (let count = 0; count < 20; count += 1) expect(sampleOf(pattern, random)).toMatch(new RegExp(pattern, 'u'));
  });
});
