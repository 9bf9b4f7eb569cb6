import { RefusedError } from '../../kernel/errors.ts';

/** What a prefix is evaluated with, when the object is named. */
interface PrefixValues {
  /** The arrival of the oldest record in the object. */
  readonly oldest: number;
  readonly partition: Readonly<Record<string, string>>;
  readonly errorOutputType?: string;
  /** Eleven characters, new at each mention. */
  randomString(): string;
}

type Part = (values: PrefixValues) => string;

export interface Prefix {
  /** The keys of `!{partitionKeyFromLambda:…}`, in the order of their mention. */
  readonly partitionKeys: readonly string[];
  readonly hasExpressions: boolean;
  readonly namesErrorType: boolean;
  evaluate(values: PrefixValues): string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The letters of Java's DateTimeFormatter that a path needs, in UTC. */
const FIELDS: Readonly<Record<string, (date: Date) => string>> = {
  yyyy: (date) => String(date.getUTCFullYear()),
  yy: (date) => two(date.getUTCFullYear() % 100),
  MM: (date) => two(date.getUTCMonth() + 1),
  dd: (date) => two(date.getUTCDate()),
  HH: (date) => two(date.getUTCHours()),
  mm: (date) => two(date.getUTCMinutes()),
  ss: (date) => two(date.getUTCSeconds()),
};

const timestamp = (format: string, path: string): Part => {
  const pieces = format.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
  const parts = pieces.map((piece): ((date: Date) => string) => {
    if (piece.startsWith("'")) return () => piece.slice(1, -1) || "'";
    if (!/^[A-Za-z]/.test(piece)) return () => piece;
    const field = FIELDS[piece];
    if (field !== undefined) return field;
    throw new RefusedError(path, `!{timestamp:${format}}`, `Written here: ${Object.keys(FIELDS).join(', ')}.`);
  });
  return ({ oldest }) => parts.map((part) => part(new Date(oldest))).join('');
};

const expression = (namespace: string, value: string, path: string): Part => {
  if (namespace === 'timestamp') return timestamp(value, path);
  if (namespace === 'partitionKeyFromLambda') return ({ partition }) => partition[value] ?? '';
  if (namespace === 'firehose' && value === 'random-string') return (values) => values.randomString();
  if (namespace === 'firehose' && value === 'error-output-type') return (values) => values.errorOutputType ?? '';
  const received = `!{${namespace}:${value}}`;
  const mend = 'Known here: timestamp, partitionKeyFromLambda, firehose:random-string and firehose:error-output-type.';
  throw new RefusedError(path, received, `${mend} Inline parsing with jq is not executed: give the keys by Lambda.`);
};

/**
 * `!{namespace:value}` expressions (Firehose Developer Guide, "Understand custom prefixes for Amazon S3 objects").
 * @throws RefusedError for an expression that is not evaluated here.
 */
export const compilePrefix = (text: string, path: string): Prefix => {
  const pieces = text.split(/(!\{[^}]*\})/);
  const partitionKeys: string[] = [];
  let namesErrorType = false;
  const parts = pieces.map((piece): Part => {
    const [, namespace, value] = /^!\{([^:}]+):([^}]*)\}$/.exec(piece) ?? [];
    if (namespace === undefined || value === undefined) {
      if (piece.startsWith('!{')) throw new RefusedError(path, piece, 'An expression is !{namespace:value}.');
      return () => piece;
    }
    if (namespace === 'partitionKeyFromLambda') partitionKeys.push(value);
    namesErrorType ||= namespace === 'firehose' && value === 'error-output-type';
    return expression(namespace, value, path);
  });
  return {
    partitionKeys,
    namesErrorType,
    hasExpressions: pieces.length > 1,
    evaluate: (values) => parts.map((part) => part(values)).join(''),
  };
};
