import { isObject } from '../../compiler/json.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../../compiler/schema/schema-node.ts';
import { type Shape, unknown } from './shape.ts';

const STEP = /\.([A-Za-z_][\w-]*)|\['([^']*)'\]|\[(\d+)\]/gy;

/** The fields and indexes that a path goes through; undefined for one that selects, which has no single end. */
export const stepsOf = (path: string): readonly string[] | undefined => {
  const steps: string[] = [];
  STEP.lastIndex = 1;
  let end = 1;
  for (let found = STEP.exec(path); found !== null; found = STEP.exec(path)) {
    steps.push(found[1] ?? found[2] ?? found[3] ?? '');
    end = STEP.lastIndex;
  }
  return path.startsWith('$') && end === path.length ? steps : undefined;
};

/** Undefined where the schema names its fields and this is none of them; the schema `{}` where it leaves the field open. */
const stepInto = (schemas: Schemas, node: SchemaNode, step: string): SchemaNode | undefined => {
  const here = dereference(schemas, node);
  const found = child(here, 'properties', step);
  if (found !== undefined) return found;
  const further = /^\d+$/.test(step) ? child(here, 'items') : undefined;
  if (further !== undefined) return further;
  const { additionalProperties } = here.schema;
  if (isObject(additionalProperties)) return child(here, 'additionalProperties');
  const says =
    here.schema.properties !== undefined && here.schema.oneOf === undefined && here.schema.anyOf === undefined;
  return says ? undefined : { file: here.file, pointer: here.pointer, schema: {} };
};

/** What a JSONPath reads from a value of `input`'s schema; undefined where it leads nowhere. */
export const shapeAtPath = (schemas: Schemas, input: SchemaNode, path: string): Shape | undefined => {
  const steps = stepsOf(path);
  if (steps === undefined) return unknown;
  let here: SchemaNode | undefined = input;
  for (const step of steps) here = here === undefined ? undefined : stepInto(schemas, here, step);
  if (here === undefined) return undefined;
  const constant = dereference(schemas, here).schema.const;
  if (typeof constant === 'string') return { kind: 'constant', value: constant };
  return { kind: 'schema', node: here };
};
