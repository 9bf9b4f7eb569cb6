import { arrayAt, isObject, isScalar, type JsonObject, type JsonScalar, stringAt } from '../json.ts';
import { dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { allows, listedValues } from './allows.ts';

/** The operators of EventBridge patterns (EventBridge User Guide, "Comparison operators for use in event patterns"). */
export const operators: readonly string[] = [
  'exists',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'cidr',
];

/** Whether a matcher could match some value of a field for which all `nodes` hold. What is not understood could. */
export function couldMatch(schemas: Schemas, nodes: readonly SchemaNode[], matcher: unknown): boolean {
  if (isScalar(matcher)) return nodes.every((node) => allows(schemas, node, matcher));
  if (!isObject(matcher)) return false;
  if ('exists' in matcher) return true;
  const listed = nodes.map((node) => listedValues(schemas, node)).find((values) => values !== undefined);
  if (listed !== undefined) {
    return listed.some(
      (value) => nodes.every((node) => allows(schemas, node, value)) && operatorMatches(matcher, value) !== false,
    );
  }
  const types = typesFor(matcher);
  return types === undefined || nodes.every((node) => typeFits(schemas, node, types));
}

/** Whether nothing but a single value can stand in a field: an object or a list is no value of its own there. */
export function isScalarOnly(schemas: Schemas, nodes: readonly SchemaNode[]): boolean {
  return nodes.some((node) => {
    const { type, enum: values, const: value } = dereference(schemas, node).schema;
    if (isScalar(value) || (Array.isArray(values) && values.every(isScalar))) return true;
    return type !== undefined && ![type].flat().some((name) => name === 'object' || name === 'array');
  });
}

/**
 * A text in any case, or the end of a text, behind a wildcard in the same list may match more than it says
 * (aws/event-ruler ByteMachine#canReuseNextByteState).
 */
export function sharesStar(before: readonly unknown[], matcher: unknown): boolean {
  const hasStar = (one: unknown): boolean =>
    isObject(one) && ('wildcard' in one || (isObject(one['anything-but']) && 'wildcard' in one['anything-but']));
  const folds = isObject(matcher) && /"(?:equals-ignore-case|suffix)":/.test(JSON.stringify(matcher));
  return folds && before.some(hasStar);
}

/** Text operators need a text, `numeric` a number; a number's digits may lead into a wide block of addresses too. */
function typesFor(matcher: JsonObject): readonly string[] | undefined {
  const numbers = ['number', 'integer'];
  if ('numeric' in matcher) return numbers;
  if ('cidr' in matcher) return ['string', ...numbers];
  return ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].some((operator) => operator in matcher)
    ? ['string']
    : undefined;
}

function typeFits(schemas: Schemas, node: SchemaNode, types: readonly string[]): boolean {
  const { type } = dereference(schemas, node).schema;
  return type === undefined || [type].flat().some((name) => types.includes(String(name)));
}

/** Whether an operator matches a known value; undefined where this cannot tell. */
export function operatorMatches(matcher: JsonObject, value: JsonScalar): boolean | undefined {
  const [operator] = Object.keys(matcher);
  const operand = matcher[operator ?? ''];
  switch (operator) {
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard':
      return typeof value === 'string' && textMatches(operator, operand, value);
    case 'anything-but':
      return anythingBut(operand, value);
    case 'numeric':
      return typeof value === 'number' && numericMatches(arrayAt(matcher, 'numeric'), value);
    default:
      return undefined;
  }
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One character at a time, as event-ruler folds it. */
const inAnyCase = (text: string): string =>
  text
    .split('')
    .map((unit) => `(?:${escaped(unit.toLowerCase())}|${escaped(unit.toUpperCase())})`)
    .join('');

/** `*` is any run of characters, `\*` and `\\` are themselves. */
const starred = (text: string): string =>
  text.replaceAll(/\\[*\\]|\*|[^*\\]+/g, (part) => (part === '*' ? '.*' : escaped(part.replace(/^\\/, ''))));

function textMatches(operator: string, operand: unknown, value: string): boolean {
  const folded = stringAt(operand, 'equals-ignore-case');
  const text = folded === undefined ? escaped(String(operand)) : inAnyCase(folded);
  if (operator === 'prefix') return new RegExp(`^${text}`, 's').test(value);
  if (operator === 'suffix') return new RegExp(`${text}$`, 's').test(value);
  const whole = operator === 'equals-ignore-case' ? inAnyCase(String(operand)) : starred(String(operand));
  return new RegExp(`^${whole}$`, 's').test(value);
}

function anythingBut(operand: unknown, value: JsonScalar): boolean {
  if (isObject(operand)) {
    const [operator = ''] = Object.keys(operand);
    const texts: readonly unknown[] = [operand[operator]].flat();
    return typeof value !== 'string' || !texts.some((text) => textMatches(operator, text, value));
  }
  return ![operand].flat().includes(value);
}

function numericMatches(conditions: readonly unknown[], value: number): boolean {
  for (let index = 0; index < conditions.length; index += 2) {
    const limit = Number(conditions[index + 1]);
    if (!compares(String(conditions[index]), value, limit)) return false;
  }
  return true;
}

function compares(comparison: string, value: number, limit: number): boolean {
  const comparisons: Readonly<Record<string, boolean>> = {
    '=': value === limit,
    '<': value < limit,
    '<=': value <= limit,
    '>': value > limit,
    '>=': value >= limit,
  };
  return comparisons[comparison] ?? false;
}
