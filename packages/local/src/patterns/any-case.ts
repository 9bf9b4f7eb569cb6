import type { ValuePattern } from './leaf.ts';
import type { WildcardUnit } from './text-shapes.ts';
import { ANY } from './wildcard.ts';

/** What of a value the text stands for. */
export type Extent = 'whole' | 'start' | 'end';

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const isHalf = (unit: string): boolean => /[\ud800-\udfff]/.test(unit);

/** Whether event-ruler has two ways for a character: in lower and in upper case. */
export const isCased = (unit: string): boolean => !isHalf(unit) && unit.toLowerCase() !== unit.toUpperCase();

const reversed = (text: string): string => text.split('').reverse().join('');

/**
 * One UTF-16 unit at a time, as event-ruler folds it: a case-insensitive emoji is `??`, see asUtf8. Read from the end, a
 * character whose upper case is several is reversed too.
 */
const inAnyCase = (unit: string, extent: Extent): string => {
  if (isHalf(unit)) return '\\?';
  const [lower, upper] = [unit.toLowerCase(), unit.toUpperCase()].map((text) =>
    escaped(extent === 'end' ? reversed(text) : text),
  );
  return lower === upper ? String(lower) : `(?:${lower}|${upper})`;
};

/** The units in the order in which the automaton reads them: a suffix from its end. */
const unitsOf = (text: string, extent: Extent): readonly string[] => {
  const units = text.split('');
  if (extent === 'end') return ['"', ...units.reverse()];
  return extent === 'start' ? ['"', ...units] : ['"', ...units, '"'];
};

/** How far `units` run along a wildcard's states. */
const runAlong = (units: readonly string[], wildcard: readonly WildcardUnit[]): number => {
  let at = 0;
  while (at < units.length - 1 && at < wildcard.length) {
    const [unit, own] = [units[at] ?? '', wildcard[at]];
    if (isCased(unit) ? own !== ANY : own !== unit) break;
    at += 1;
  }
  return at;
};

/**
 * A regular expression for the wildcard's states up to `length`. Its star takes a character at least, none where it has
 * been left by a literal; each literal but the last is taken at its first place and never again, so that no value takes
 * long: (?=(…))\1 is what other dialects write (?>…).
 */
const along = (wildcard: readonly WildcardUnit[], length: number): string => {
  const literals = [''];
  for (const unit of wildcard.slice(0, length)) {
    if (unit === ANY) literals.push('');
    else literals.push(`${literals.pop() ?? ''}${escaped(unit)}`);
  }
  const [head = '', ...runs] = literals;
  const last = runs.pop();
  const taken = runs.map((literal, index) => `(?=(.*?${literal}))\\${index + 1}`);
  if (last === undefined) return head;
  return [head, ...taken, last === '' ? '.+' : `.*${last}`].join('');
};

const longest = (
  units: readonly string[],
  wildcards: readonly (readonly WildcardUnit[])[],
): readonly [wildcard: readonly WildcardUnit[], length: number] =>
  wildcards
    .map((wildcard) => [wildcard, runAlong(units, wildcard)] as const)
    .filter(([wildcard, length]) => wildcard.slice(0, length).includes(ANY))
    .reduce((best, found) => (found[1] > best[1] ? found : best), [[], 0]);

/**
 * `text` in any case, among the wildcards that the same field already has. Beside {"wildcard": "*z"} a text that begins
 * with a letter is more than itself, for event-ruler takes the wildcard's state, which any character leads into, for the
 * one that the letter leads into: {"equals-ignore-case": "yes"} then means {"wildcard": "?*es"}, `?` for any one character.
 * Source: aws/event-ruler ByteMachine#canReuseNextByteState.
 */
export const anyCase = (
  text: string,
  extent: Extent,
  wildcards: readonly (readonly WildcardUnit[])[] = [],
): ((quoted: string) => boolean) => {
  const units = unitsOf(text, extent);
  const [wildcard, length] = longest(units, wildcards);
  const rest = units
    .slice(length)
    .map((unit) => inAnyCase(unit, extent))
    .join('');
  const expression = new RegExp(`^${along(wildcard, length)}${rest}${extent === 'whole' ? '$' : ''}`, 'su');
  return (quoted) => expression.test(extent === 'end' ? reversed(quoted) : quoted);
};

/** What wildcards leave in a field. One with a letter behind its star is not found again when it comes once more. */
export const traces = (
  wildcards: readonly (readonly WildcardUnit[])[],
): Pick<ValuePattern, 'wildcards' | 'unfindable'> => {
  const lettered = (units: readonly WildcardUnit[]): boolean =>
    units.slice(units.indexOf(ANY)).some((unit) => unit !== ANY && isCased(unit));
  const unfindable = wildcards.length > 0 && wildcards.every((units) => units.includes(ANY) && lettered(units));
  return unfindable ? { wildcards, unfindable } : { wildcards };
};
