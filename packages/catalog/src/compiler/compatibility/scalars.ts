import { decimalOf, leastCommonMultiple, stepsIn, stepsOf } from '../decimal.ts';
import type { Facts } from './facts.ts';
import { formatOf } from './formats.ts';
import { lengthPatterns, sampleOf, shortestOf } from './language.ts';
import type { Random } from './random.ts';

const plain: readonly string[] = ['a', 'text', 'A-1', '42', 'two words', 'é', '', 'guest/f001', '2026-11-24', 'x_y'];
const largest = 200_000;

/** A text of the right length, pattern and format, as far as these agree; the validator has the last word. */
export function textFor({ length, patterns, formats: wanted }: Facts, random: Random): string {
  const [pattern] = patterns;
  const [format] = wanted.map(formatOf);
  const fits = (text: string): boolean => {
    const size = [...text].length;
    return size >= length.least && size <= length.most && patterns.every((each) => new RegExp(each, 'u').test(text));
  };
  const make = (): string => {
    if (format !== undefined)
      return random.pick([...format.samples, format.longer?.(length.least) ?? format.samples].flat());
    if (pattern !== undefined) return sampleOf(pattern, random) ?? random.pick(plain);
    const text = random.pick(plain);
    return text.length > 0 && length.least > text.length && length.least <= largest
      ? text.repeat(Math.ceil(length.least / text.length)).slice(0, length.least)
      : [...text].slice(0, length.most).join('');
  };
  let text = make();
  for (let attempt = 0; attempt < 40 && !fits(text); attempt += 1) text = make();
  if (fits(text) || pattern === undefined) return text;
  const shortest = shortestOf([...patterns, ...lengthPatterns(length)]);
  return typeof shortest === 'object' ? shortest.text : text;
}

/** A number within the bounds where one is met soon: at a bound, near it, or a few steps along; multiples exact in decimal. */
export function numberFor({ least, most, multiples, kinds }: Facts, random: Random): number {
  const units = kinds.has('fraction') ? multiples : [1, ...multiples];
  const step = units.map(decimalOf).reduce(leastCommonMultiple, decimalOf(units[0] ?? 1));
  const far = stepsOf(1000n, step);
  const low = Number.isFinite(least.value) ? least.value : Number.isFinite(most.value) ? most.value - far : -50;
  const high = Number.isFinite(most.value) ? most.value : low + far;
  const first = -stepsIn(decimalOf(-low), step);
  const last = stepsIn(decimalOf(high), step);
  const span = Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Number(last - first)));
  const candidates = [
    ...[first, first + 1n, last, first + BigInt(random.between(0, span))].map((count) => stepsOf(count, step)),
    low,
    high,
    0,
    1,
    ...(kinds.has('fraction') && multiples.length === 0 ? [low + (high - low) / 3, low + 0.5, high - 0.25] : []),
  ];
  const within = candidates.filter(
    (value) =>
      (least.exclusive ? value > least.value : value >= least.value) &&
      (most.exclusive ? value < most.value : value <= most.value) &&
      (kinds.has('integer') || !Number.isInteger(value)) &&
      (kinds.has('fraction') || Number.isInteger(value)),
  );
  return within.length === 0 ? stepsOf(first, step) : random.pick(within);
}
