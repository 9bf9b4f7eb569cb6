import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isAwsError } from '../../kernel/errors.ts';
import { toWireValue, type WireValue } from './attribute-value.ts';
import { type ExpressionKind, invalidExpression, type Path } from './expression.ts';
import { isReservedWord } from './reserved-words.ts';
import { validationError } from './validation.ts';

export interface PlaceholderInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined;
}

/** ExpressionAttributeNames and -Values of one request, shared by all its expressions; remembers which were used. */
export interface Placeholders {
  path(kind: ExpressionKind, path: Path): Path;
  value(kind: ExpressionKind, reference: string): WireValue;
  /** @throws AwsError ValidationException when one was given that no expression used. */
  assertAllUsed(): void;
}

type Field = 'ExpressionAttributeNames' | 'ExpressionAttributeValues';

const checkKeys = (field: Field, keys: readonly string[], sign: RegExp): void => {
  if (keys.length === 0) throw validationError(`${field} must not be empty`);
  const wrong = keys.find((key) => !sign.test(key));
  if (wrong !== undefined) throw validationError(`${field} contains invalid key: Syntax error; key: "${wrong}"`);
};

const readValues = (given: Readonly<Record<string, AttributeValue>>): ReadonlyMap<string, WireValue> => {
  checkKeys('ExpressionAttributeValues', Object.keys(given), /^:[A-Za-z0-9_]+$/);
  const read = ([key, value]: [string, AttributeValue]): [string, WireValue] => {
    try {
      return [key, toWireValue(value)];
    } catch (error) {
      if (!isAwsError(error)) throw error;
      throw validationError(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
    }
  };
  return new Map(Object.entries(given).map(read));
};

const readNames = (given: Readonly<Record<string, string>>): ReadonlyMap<string, string> => {
  checkKeys('ExpressionAttributeNames', Object.keys(given), /^#[A-Za-z0-9_]+$/);
  return new Map(Object.entries(given));
};

const refuseUnused = (field: Field, keys: Iterable<string>, used: ReadonlySet<string>): void => {
  const unused = [...keys].filter((key) => !used.has(key));
  if (unused.length > 0)
    throw validationError(`Value provided in ${field} unused in expressions: keys: {${unused.join(', ')}}`);
};

/** @throws AwsError ValidationException for a malformed key or value. */
export const readPlaceholders = (input: PlaceholderInput): Placeholders => {
  const names =
    input.ExpressionAttributeNames === undefined
      ? new Map<string, string>()
      : readNames(input.ExpressionAttributeNames);
  const values =
    input.ExpressionAttributeValues === undefined
      ? new Map<string, WireValue>()
      : readValues(input.ExpressionAttributeValues);
  const used = new Set<string>();

  const name = (kind: ExpressionKind, text: string): string => {
    if (!text.startsWith('#')) {
      if (isReservedWord(text))
        throw invalidExpression(kind, `Attribute name is a reserved keyword; reserved keyword: ${text}`);
      return text;
    }
    used.add(text);
    const found = names.get(text);
    if (found !== undefined) return found;
    throw invalidExpression(
      kind,
      `An expression attribute name used in the document path is not defined; attribute name: ${text}`,
    );
  };

  return {
    path: (kind, path) => path.map((element) => (typeof element === 'number' ? element : name(kind, element))),
    value(kind, reference) {
      used.add(reference);
      const found = values.get(reference);
      if (found !== undefined) return found;
      throw invalidExpression(
        kind,
        `An expression attribute value used in expression is not defined; attribute value: ${reference}`,
      );
    },
    assertAllUsed() {
      refuseUnused('ExpressionAttributeNames', names.keys(), used);
      refuseUnused('ExpressionAttributeValues', values.keys(), used);
    },
  };
};

/**
 * What a request may not do: give placeholders without an expression that could use them.
 * @throws AwsError ValidationException
 */
export const refuseStrayPlaceholders = (
  input: PlaceholderInput,
  expressions: Readonly<Partial<Record<ExpressionKind, string | undefined>>>,
): void => {
  const given = Object.values(expressions).some((each) => each !== undefined);
  if (given) return;
  if (input.ExpressionAttributeNames !== undefined)
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  const kinds = Object.keys(expressions).filter((kind) => kind !== 'ProjectionExpression');
  if (input.ExpressionAttributeValues !== undefined)
    throw validationError(
      `ExpressionAttributeValues can only be specified when using expressions: ${kinds.join(' and ')} ${kinds.length > 1 ? 'are' : 'is'} null`,
    );
};
