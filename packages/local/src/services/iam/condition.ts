import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json } from '../../kernel/json.ts';
import { glob, type Match } from '../../patterns/wildcard.ts';
import { arnWildcard } from './wildcard.ts';

/** The request's condition keys, in lower case; a key that is not there has no value. */
export type Context = ReadonlyMap<string, string>;
export type Condition = (context: Context) => boolean;

/** The keys that a call on one machine has (IAM User Guide, "AWS global condition context keys"). */
const CONDITION_KEYS = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalType',
  'aws:PrincipalIsAWSService',
  'aws:ResourceAccount',
  'aws:SecureTransport',
  's3:ResourceAccount',
  'iam:PassedToService',
] as const;

const numeric =
  (compare: (a: number, b: number) => boolean) =>
  (expected: string): Match =>
  (actual) =>
    compare(Number(actual), Number(expected));

const insensitive =
  (expected: string): Match =>
  (actual) =>
    actual.toLowerCase() === expected.toLowerCase();

const equals =
  (expected: string): Match =>
  (actual) =>
    actual === expected;

/** IAM User Guide, "IAM JSON policy elements: Condition operators". */
const OPERATORS: Readonly<Record<string, (expected: string) => Match>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: insensitive,
  StringLike: glob,
  ArnEquals: arnWildcard,
  ArnLike: arnWildcard,
  Bool: insensitive,
  NumericEquals: numeric((a, b) => a === b),
  NumericLessThan: numeric((a, b) => a < b),
  NumericLessThanEquals: numeric((a, b) => a <= b),
  NumericGreaterThan: numeric((a, b) => a > b),
  NumericGreaterThanEquals: numeric((a, b) => a >= b),
};

const NEGATED = [
  'StringNotEquals',
  'StringNotEqualsIgnoreCase',
  'StringNotLike',
  'ArnNotEquals',
  'ArnNotLike',
  'NumericNotEquals',
];

interface Operator {
  readonly match: (expected: string) => Match;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

const operatorOf = (name: string, path: string): Operator => {
  const ifExists = name.endsWith('IfExists');
  const base = ifExists ? name.slice(0, -'IfExists'.length) : name;
  const negated = NEGATED.includes(base);
  const match = OPERATORS[negated ? base.replace('Not', '') : base];
  if (match !== undefined) return { match, negated, ifExists };
  const known = [...Object.keys(OPERATORS), ...NEGATED, 'Null'].join(', ');
  throw new RefusedError(`${path}/${name}`, name, `The local iam evaluates ${known}.`);
};

const checkKeyName = (key: string, path: string): string => {
  const known = CONDITION_KEYS.find((each) => each.toLowerCase() === key.toLowerCase());
  if (known !== undefined) return known.toLowerCase();
  const mend = `A call on one machine has ${CONDITION_KEYS.join(', ')}: narrow the Resource instead.`;
  throw new RefusedError(`${path}/${key}`, key, mend);
};

const textsOf = (value: Json): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);

const compileKey = (operator: Operator, key: string, expected: readonly string[]): Condition => {
  const matches = expected.map(operator.match);
  return (context) => {
    const actual = context.get(key);
    // A missing key fails a condition, and fulfils a negated one (IAM User Guide, "Condition operators").
    if (actual === undefined) return operator.ifExists || operator.negated;
    return matches.some((match) => match(actual)) !== operator.negated;
  };
};

const compileNull = (key: string, expected: readonly string[]): Condition => {
  const absent = expected.includes('true');
  return (context) => context.has(key) !== absent;
};

/** All operators and all keys must hold; of a key's values one suffices. @throws RefusedError for what is not evaluated. */
export const compileCondition = (block: Json | undefined, path: string): Condition => {
  if (block === undefined) return () => true;
  if (!isJsonObject(block)) throw new RefusedError(path, JSON.stringify(block), 'A condition block is an object.');
  const conditions = Object.entries(block).flatMap(([name, keys]) => {
    const operator = name === 'Null' ? undefined : operatorOf(name, path);
    if (!isJsonObject(keys)) throw new RefusedError(`${path}/${name}`, JSON.stringify(keys), 'Give keys and values.');
    return Object.entries(keys).map(([key, value]) => {
      const known = checkKeyName(key, `${path}/${name}`);
      return operator === undefined ? compileNull(known, textsOf(value)) : compileKey(operator, known, textsOf(value));
    });
  });
  return (context) => conditions.every((condition) => condition(context));
};
