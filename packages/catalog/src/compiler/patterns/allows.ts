import { isMultipleOf } from '../decimal.ts';
import { arrayAt, isScalar, type JsonScalar } from '../json.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';

/** Whether a schema may allow a scalar. Keywords that are not looked at are taken to allow it. */
export function allows(schemas: Schemas, node: SchemaNode, value: JsonScalar): boolean {
  const { file, pointer, schema } = dereference(schemas, node);
  const target = { file, pointer, schema };
  const branch = (keyword: string): readonly boolean[] =>
    arrayAt(schema, keyword).map((_, index) => {
      const found = child(target, keyword, index);
      return found === undefined || allows(schemas, found, value);
    });
  const either = (keyword: string): boolean => arrayAt(schema, keyword).length === 0 || branch(keyword).some(Boolean);
  return (
    allowsType(schema.type, value) &&
    (!('const' in schema) || schema.const === value) &&
    (!Array.isArray(schema.enum) || schema.enum.includes(value)) &&
    allowsText(schema, value) &&
    allowsNumber(schema, value) &&
    branch('allOf').every(Boolean) &&
    either('anyOf') &&
    either('oneOf')
  );
}

function allowsType(type: unknown, value: JsonScalar): boolean {
  if (type === undefined) return true;
  return [type].flat().some((name) => {
    if (name === 'integer') return Number.isInteger(value);
    return name === (value === null ? 'null' : typeof value);
  });
}

function allowsText(schema: Readonly<Record<string, unknown>>, value: JsonScalar): boolean {
  if (typeof value !== 'string') return true;
  const { pattern, minLength, maxLength } = schema;
  const length = [...value].length;
  if (typeof minLength === 'number' && length < minLength) return false;
  if (typeof maxLength === 'number' && length > maxLength) return false;
  return typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value);
}

function allowsNumber(schema: Readonly<Record<string, unknown>>, value: JsonScalar): boolean {
  if (typeof value !== 'number') return true;
  const bound = (keyword: string, holds: (limit: number) => boolean): boolean => {
    const limit = schema[keyword];
    return typeof limit !== 'number' || holds(limit);
  };
  return (
    bound('minimum', (limit) => value >= limit) &&
    bound('maximum', (limit) => value <= limit) &&
    bound('exclusiveMinimum', (limit) => value > limit) &&
    bound('exclusiveMaximum', (limit) => value < limit) &&
    bound('multipleOf', (step) => isMultipleOf(value, step))
  );
}

/** The values that a schema lists by const or enum, in itself or in every branch; undefined where it lists none. */
export function listedValues(schemas: Schemas, node: SchemaNode): readonly JsonScalar[] | undefined {
  const target = dereference(schemas, node);
  const { schema } = target;
  if (isScalar(schema.const)) return [schema.const];
  if (Array.isArray(schema.enum)) return schema.enum.filter(isScalar);
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = arrayAt(schema, keyword).map((_, index) => child(target, keyword, index));
    const lists = branches.map((branch) => (branch === undefined ? undefined : listedValues(schemas, branch)));
    if (lists.length > 0 && lists.every((list) => list !== undefined)) return lists.flat();
  }
  return undefined;
}
