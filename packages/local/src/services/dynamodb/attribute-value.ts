import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { formatDecimal, parseDecimal } from './decimal.ts';
import { invalidParameter, validationError } from './validation.ts';

/** An attribute value in DynamoDB's JSON, blobs in base64, numbers in their canonical text: as it lies in the journal. */
export type WireValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly WireValue[] }
  | { readonly M: WireItem }
  | { readonly NULL: true }
  | { readonly BOOL: boolean };

export interface WireItem {
  readonly [attribute: string]: WireValue;
}

export type ValueType = 'S' | 'N' | 'B' | 'SS' | 'NS' | 'BS' | 'L' | 'M' | 'NULL' | 'BOOL';

const TYPES: ReadonlySet<string> = new Set(['S', 'N', 'B', 'SS', 'NS', 'BS', 'L', 'M', 'NULL', 'BOOL']);

export const isValueType = (text: string): text is ValueType => TYPES.has(text);

/** The one member's name. Every WireValue has exactly one, so the first key is it. */
export const typeOf = (value: WireValue): ValueType => Object.keys(value)[0] as ValueType;

const base64 = (bytes: unknown): string =>
  typeof bytes === 'string' ? bytes : Buffer.from(bytes as Uint8Array).toString('base64');

const distinct = (values: readonly string[], ofType: string): readonly string[] => {
  if (new Set(values).size === values.length) return values;
  throw invalidParameter(`Input collection [${values.join(', ')}]${ofType} contains duplicates.`);
};

const nonEmpty = (values: readonly unknown[], sentence: string): void => {
  if (values.length === 0) throw invalidParameter(sentence);
};

/** Nesting beyond this is refused (Developer Guide, "Quotas in Amazon DynamoDB", Nested attribute depth). */
const DEEPEST = 32;

const readers: { readonly [T in ValueType]: (value: unknown, depth: number) => WireValue } = {
  S: (value) => ({ S: String(value) }),
  N: (value) => ({ N: formatDecimal(parseDecimal(String(value))) }),
  B: (value) => ({ B: base64(value) }),
  SS(value) {
    nonEmpty(value as string[], 'An string set  may not be empty');
    return { SS: distinct(value as string[], '') };
  },
  NS(value) {
    nonEmpty(value as string[], 'An number set  may not be empty');
    const numbers = (value as string[]).map((each) => formatDecimal(parseDecimal(String(each))));
    if (new Set(numbers).size !== numbers.length) throw validationError('Input collection contains duplicates');
    return { NS: numbers };
  },
  BS(value) {
    nonEmpty(value as unknown[], 'Binary sets should not be empty');
    return { BS: distinct((value as unknown[]).map(base64), 'of type BS') };
  },
  L: (value, depth) => ({ L: (value as AttributeValue[]).map((each) => readValue(each, depth + 1)) }),
  M: (value, depth) => ({ M: readMembers(value as Readonly<Record<string, AttributeValue>>, depth + 1) }),
  NULL(value) {
    if (value !== true) throw invalidParameter('Null attribute value types must have the value of true');
    return { NULL: true };
  },
  BOOL: (value) => ({ BOOL: value === true }),
};

const readMembers = (item: Readonly<Record<string, AttributeValue>>, depth: number): WireItem =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, readValue(value, depth)]));

const readValue = (value: AttributeValue, depth: number): WireValue => {
  const members = Object.entries(value ?? {}).filter(([, member]) => member !== undefined && member !== null);
  const [first] = members;
  if (first === undefined || !isValueType(first[0]))
    throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (members.length > 1)
    throw validationError(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  if (depth > DEEPEST) throw validationError('Nesting Levels have exceeded supported limits');
  return readers[first[0]](first[1], depth);
};

/** An SDK value, checked and in its stored form. @throws AwsError ValidationException */
export const toWireValue = (value: AttributeValue): WireValue => readValue(value, 0);

/** @throws AwsError ValidationException */
export const toWireItem = (item: Readonly<Record<string, AttributeValue>>): WireItem => readMembers(item, 0);

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** The SDK's form: blobs as Uint8Array. */
const fromWireValue = (value: WireValue): AttributeValue => {
  if ('B' in value) return { B: bytes(value.B) };
  if ('BS' in value) return { BS: value.BS.map(bytes) };
  if ('L' in value) return { L: value.L.map(fromWireValue) };
  if ('M' in value) return { M: fromWireItem(value.M) };
  return value as AttributeValue;
};

export const fromWireItem = (item: WireItem): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromWireValue(value)]));
