import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNames, formatOf } from './formats.ts';
import { sampleOf } from './language.ts';
import { seeded } from './random.ts';

const ajv = addFormats.default(new Ajv({ strict: false, unicodeRegExp: true }));
const acceptedBy = (format: string): ((text: string) => boolean) => {
  const validate = ajv.compile({ type: 'string', format });
  return (text) => validate(text) === true;
};

/** Texts near those of the format: one character put in, taken out or put in another's place. */
const slipped = (samples: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({
      text: fc.constantFrom(...samples),
      at: fc.nat(50),
      gone: fc.nat(2),
      put: fc.string({ maxLength: 2, unit: fc.constantFrom(...'aZz09-:.+/@# _%tT\n=é'.split('')) }),
    })
    .map(({ text, at, gone, put }) => text.slice(0, at) + put + text.slice(at + gone));

describe('what is known of a format', () => {
  it.each(formatNames)('%s: holds for each text that is accepted', (name) => {
    const accepts = acceptedBy(name);
    const { samples, least, most = Number.POSITIVE_INFINITY, pattern } = formatOf(name) ?? { samples: [], least: 0 };
    expect(samples.filter((sample) => !accepts(sample))).toEqual([]);
    expect(samples.some((sample) => sample.length === least) || name === 'uri' || name === 'url').toBe(true);
    const random = seeded(7);
    const made = Array.from({ length: 200 }, () => (pattern === undefined ? undefined : sampleOf(pattern, random)));
    const texts = [...samples, ...made.filter((text) => text !== undefined)];
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...texts), slipped(texts)), (text) => {
        if (!accepts(text)) return;
        const length = [...text].length;
        expect([text, length >= least && length <= most]).toEqual([text, true]);
        if (pattern !== undefined) expect([text, new RegExp(pattern, 'u').test(text)]).toEqual([text, true]);
      }),
      { numRuns: 2_000, seed: 2026 },
    );
  });

  it.each(formatNames.filter((name) => formatOf(name)?.isExact))('%s: its pattern is all there is to it', (name) => {
    const accepts = acceptedBy(name);
    const { samples = [], pattern = '' } = formatOf(name) ?? {};
    const expression = new RegExp(pattern, 'u');
    const random = seeded(8);
    const texts = [...samples, ...Array.from({ length: 200 }, () => sampleOf(pattern, random) ?? '')];
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...texts), slipped(texts)), (text) => {
        expect([text, accepts(text)]).toEqual([text, expression.test(text)]);
      }),
      { numRuns: 2_000, seed: 2026 },
    );
  });

  it.each(formatNames.filter((name) => formatOf(name)?.longer !== undefined))('%s: has texts of any length', (name) => {
    const accepts = acceptedBy(name);
    const { longer, least = 0, most = 2_000 } = formatOf(name) ?? {};
    for (const characters of [least, least + 1, 50, 100, 253, most].filter((each) => each <= most)) {
      const text = longer?.(characters) ?? '';
      expect([text, text.length >= characters, accepts(text)]).toEqual([text, true, true]);
    }
  });
});
