import type { Json } from '../kernel/json.ts';
import { comparableNumber } from './comparable-number.ts';
import type { Leaf } from './leaf.ts';

/** Which element of which array a field lies in: [array, index] pairs from the outside in. */
export type Membership = readonly (readonly [array: number, index: number])[];

export interface EventField extends Leaf {
  readonly membership: Membership;
}

/** A number whose digits binary64 cannot hold; see comparableNumber. */
class InexactNumber {
  readonly literal: string;
  constructor(literal: string) {
    this.literal = literal;
  }
}

export type EventJson = Json | InexactNumber;

/** Java's split('.'), which drops empty parts at the end. */
const stepsOf = (name: string): readonly string[] => {
  const parts = name.split('.');
  while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return name === '' ? [''] : parts;
};

/** Whether a pattern could have a use for a key: event-ruler skips all other branches of an event. */
export const usedSteps = (paths: Iterable<string>): ((key: string) => boolean) => {
  const used = new Set([...paths].flatMap(stepsOf));
  return (key) => used.has(key) || (key.includes('.') && stepsOf(key).every((step) => used.has(step)));
};

const leafOf = (value: string | number | boolean | null | InexactNumber): Leaf => {
  if (typeof value === 'string') return { text: `"${value}"` };
  if (typeof value === 'number') return { text: String(value), number: value };
  return { text: value instanceof InexactNumber ? value.literal : String(value) };
};

const isScalar = (value: EventJson): value is string | number | boolean | null | InexactNumber =>
  typeof value !== 'object' || value === null || value instanceof InexactNumber;

/** The event's scalars by dotted path, with the array elements they lie in. */
export const eventFields = (
  event: EventJson,
  isUsed: (key: string) => boolean,
): ReadonlyMap<string, readonly EventField[]> => {
  const fields = new Map<string, EventField[]>();
  let arrays = 0;
  const put = (path: string, leaf: EventField): void => {
    const known = fields.get(path);
    if (known === undefined) fields.set(path, [leaf]);
    else known.push(leaf);
  };
  const walk = (value: EventJson, path: string, membership: Membership): void => {
    if (isScalar(value)) put(path, { ...leafOf(value), membership });
    else if (Array.isArray(value)) walkArray(value as readonly EventJson[], path, membership);
    else walkObject(Object.entries(value), path, membership);
  };
  const walkArray = (items: readonly EventJson[], path: string, membership: Membership): void => {
    const array = arrays++;
    // A scalar is not bound to its element: two fields of one list of strings may match different strings.
    for (const [index, item] of items.entries())
      walk(item, path, isScalar(item) ? membership : [...membership, [array, index]]);
  };
  const walkObject = (
    entries: readonly (readonly [string, EventJson])[],
    path: string,
    membership: Membership,
  ): void => {
    for (const [key, value] of entries) if (isUsed(key)) walk(value, path === '' ? key : `${path}.${key}`, membership);
  };
  if (!isScalar(event) && !Array.isArray(event)) walk(event, '', []);
  return fields;
};

/** @throws SyntaxError when the text is not JSON. */
export const parseEvent = (text: string): EventJson =>
  JSON.parse(text, (_key: string, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && comparableNumber(context.source) === undefined
      ? new InexactNumber(context.source)
      : value,
  ) as EventJson;
