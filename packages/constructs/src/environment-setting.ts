/** One setting of an environment file: what is wrong with a value at its place, each fault with what may be there. */
export interface Setting<Value> {
  readonly faults: (value: unknown, at: string) => readonly string[];
  /** Carries the type; never set. */
  readonly '~value'?: Value;
}

/** A setting for each property of `Own`, so that none is read unchecked. */
export type SettingsOf<Own> = { readonly [Name in keyof Own]-?: Setting<Own[Name]> };

type Rules = Readonly<Record<string, Setting<unknown>>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const setting = <Value>(expected: string, accepts: (value: unknown) => boolean): Setting<Value> => ({
  faults: (value, at) => {
    if (value === undefined) return [`${at} is missing: give ${expected}.`];
    return accepts(value) ? [] : [`${at} is ${JSON.stringify(value)}: give ${expected}.`];
  },
});

/** A setting that may be left out. */
export const optional = <Value>(of: Setting<Value>): Setting<Value | undefined> => ({
  faults: (value, at) => (value === undefined ? [] : of.faults(value, at)),
});

/** `true` or `false`. */
export const flag: Setting<boolean> = setting('true or false', (value) => typeof value === 'boolean');

/** A text that matches. */
export const text = (pattern: RegExp, expected: string): Setting<string> =>
  setting(expected, (value) => typeof value === 'string' && pattern.test(value));

/** `1, 2 or 3` */
const EITHER = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** One of these values. */
export const oneOf = <const Value extends string | number>(
  values: readonly Value[],
  expected: string = EITHER.format(values.map((value) => JSON.stringify(value))),
): Setting<Value> => setting(expected, (value) => values.some((each) => each === value));

/** A whole number in a range, both ends included. */
export const wholeNumber = (
  least: number,
  most: number,
  expected = `a whole number from ${least} to ${most}`,
): Setting<number> =>
  setting(expected, (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most);

/** A list of at least one text, each of which matches. */
export const listOf = (pattern: RegExp, expected: string): Setting<readonly string[]> =>
  setting(
    expected,
    (value) =>
      Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && pattern.test(each)),
  );

/** An object of any names with such values. */
export const mapOf = <Value>(each: Setting<Value>, expected: string): Setting<Readonly<Record<string, Value>>> =>
  setting(
    expected,
    (value) => isObject(value) && Object.values(value).every((one) => each.faults(one, '').length === 0),
  );

/** An object of settings. */
export const group = <Own>(own: SettingsOf<Own>): Setting<Own> => ({
  faults: (value, at) =>
    value === undefined ? [`${at} is missing: give ${Object.keys(own).join(', ')}.`] : faultsIn(value, own, at),
});

/** Everything in `given` that is not as the settings say, each with its place, what came and what may. */
export const faultsIn = <Own>(given: unknown, own: SettingsOf<Own>, at: string): readonly string[] => {
  if (!isObject(given)) return [`${at === '' ? 'It' : at} is ${JSON.stringify(given)}: give a JSON object.`];
  const rules = own as Rules;
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name) => `${at}/${name} is not known; there are ${Object.keys(rules).join(', ')}.`);
  return [...unknown, ...Object.entries(rules).flatMap(([name, { faults }]) => faults(given[name], `${at}/${name}`))];
};
