import { arrayAt, isObject, isScalar, type JsonObject, type JsonScalar, show, stringAt } from '../json.ts';
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
  const sample = sampleOfType(matcher);
  return sample === undefined || nodes.every((node) => typeFits(schemas, node, sample));
}

/** Text operators need a text, `numeric` a number. */
function sampleOfType(matcher: JsonObject): string | number | undefined {
  if ('numeric' in matcher) return 0;
  return ['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'cidr'].some((operator) => operator in matcher)
    ? ''
    : undefined;
}

function typeFits(schemas: Schemas, node: SchemaNode, sample: string | number): boolean {
  const { type } = dereference(schemas, node).schema;
  const wanted = typeof sample === 'string' ? ['string'] : ['number', 'integer'];
  return type === undefined || [type].flat().some((name) => wanted.includes(String(name)));
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

function textMatches(operator: string, operand: unknown, value: string): boolean {
  const folded = stringAt(operand, 'equals-ignore-case');
  const text = folded?.toLowerCase() ?? String(operand);
  const subject = folded === undefined ? value : value.toLowerCase();
  if (operator === 'prefix') return subject.startsWith(text);
  if (operator === 'suffix') return subject.endsWith(text);
  if (operator === 'equals-ignore-case') return value.toLowerCase() === text.toLowerCase();
  const expression = text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${expression}$`, 's').test(value);
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

/** What a field's schema allows, in words. */
export function allowedValues(schemas: Schemas, nodes: readonly SchemaNode[]): string {
  const listed = nodes.map((node) => listedValues(schemas, node)).find((values) => values !== undefined);
  if (listed !== undefined) return `one of ${listed.map(show).join(', ')}`;
  return nodes.map((node) => `${node.file}#${node.pointer}`).join(' and ');
}
