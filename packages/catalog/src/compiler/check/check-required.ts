import { type Diagnostic, fault } from '../diagnostic.ts';
import { arrayAt, isObject, objectAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import { children, dereference, rootOf, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import type { SchemaCheck } from './each-schema.ts';

/**
 * A required field is described: beside its name, or in another schema that holds for the same object. Ajv's own
 * `strictRequired` looks beside the name alone, and refuses `anyOf: [{ required: [a] }, { required: [b] }]`.
 */
export const checkRequired: SchemaCheck = ({ schemas, file }) =>
  objects(rootOf(file)).flatMap((parts) => missing(schemas, parts));

/** Keywords whose schemas hold for the same value as the schema around them; `not` may name a field that is nowhere else. */
const IN_PLACE = /^\/(?:allOf\/\d+|anyOf\/\d+|oneOf\/\d+|if|then|else|dependencies\/[^/]+)$/;

const isInPlace = (node: SchemaNode, inner: SchemaNode): boolean =>
  IN_PLACE.test(inner.pointer.slice(node.pointer.length));

/** A schema with all that hold for the same value, as far as they lie in this file. */
const inPlace = (node: SchemaNode): readonly SchemaNode[] => [
  node,
  ...children(node)
    .filter((inner) => isInPlace(node, inner))
    .flatMap(inPlace),
];

/** The schemas of a file, those together that hold for the same value. */
function objects(root: SchemaNode): readonly (readonly SchemaNode[])[] {
  const parts = inPlace(root);
  const others = parts.flatMap((part) =>
    children(part).filter((inner) => !isInPlace(part, inner) && inner.pointer !== `${part.pointer}/not`),
  );
  return [parts, ...others.flatMap(objects)];
}

function missing(schemas: Schemas, parts: readonly SchemaNode[]): readonly Diagnostic[] {
  const asking = parts.filter(({ schema }) => schema.required !== undefined);
  if (asking.length === 0) return [];
  const known = new Map<string, SchemaNode>();
  for (const part of parts) addReferred(schemas, part, known);
  const describes = (name: string): boolean => [...known.values()].some(({ schema }) => describesField(schema, name));
  return asking.flatMap((part) =>
    arrayAt(part.schema, 'required').flatMap((name, index) =>
      describes(String(name)) ? [] : [undescribed(part, String(name), index)],
    ),
  );
}

/** A schema, the one that it refers to, and what holds for the same value as that, in whatever file. */
function addReferred(schemas: Schemas, part: SchemaNode, known: Map<string, SchemaNode>): void {
  const target = dereference(schemas, part);
  const place = `${target.file}#${target.pointer}`;
  if (known.has(place)) return;
  known.set(place, target);
  if (target !== part) for (const each of inPlace(target)) addReferred(schemas, each, known);
}

function describesField(schema: SchemaNode['schema'], name: string): boolean {
  const { additionalProperties } = schema;
  if (additionalProperties === true || isObject(additionalProperties)) return true;
  if (Object.hasOwn(objectAt(schema, 'properties'), name)) return true;
  return Object.keys(objectAt(schema, 'patternProperties')).some((pattern) => new RegExp(pattern, 'u').test(name));
}

const undescribed = (node: SchemaNode, name: string, index: number): Diagnostic =>
  fault('schema-strict', node.file, pointerTo(node.pointer, 'required', index), {
    message: `The required field ${name} is described nowhere`,
    expected: 'the name of a field that the schema describes',
    received: name,
    fix: 'Correct the spelling, or describe the field under properties.',
  });
