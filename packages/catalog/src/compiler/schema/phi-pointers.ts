import { isObject, objectAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import type { SchemaFile } from '../stages.ts';
import { child, dereference, rootOf, type SchemaNode, type Schemas } from './schema-node.ts';
import { elsewhere, perView } from './view.ts';

/** Where a value of this schema holds PHI: JSON pointers, `*` for any item of an array or key of a map; sorted. */
export function phiPointers(schemas: Schemas, root: SchemaNode): readonly string[] {
  return [...new Set(collect(schemas, root, ''))].sort();
}

/** The same of a whole schema file, remembered. */
export const phiOf: (schemas: Schemas, file: SchemaFile) => readonly string[] = perView(({ schemas, file }) =>
  phiPointers(schemas, rootOf(file)),
);

function collect(schemas: Schemas, node: SchemaNode, path: string): readonly string[] {
  const target = dereference(schemas, node);
  if (node.schema['x-phi'] === true || target.schema['x-phi'] === true) return [path];
  const other = elsewhere(schemas, node, target);
  if (other !== undefined) return phiOf(schemas, other).map((pointer) => `${path}${pointer}`);
  return steps(target).flatMap(({ next, at }) => collect(schemas, next, `${path}${at}`));
}

/** The schemas for a value's parts and for the value itself, by where in the value they hold. */
export function steps(node: SchemaNode): readonly { readonly next: SchemaNode; readonly at: string }[] {
  const { schema } = node;
  const into = (at: string, ...tokens: readonly (string | number)[]): { next: SchemaNode; at: string }[] => {
    const next = child(node, ...tokens);
    return next === undefined ? [] : [{ next, at }];
  };
  const list = (keyword: string): number[] => {
    const value = schema[keyword];
    return Array.isArray(value) ? [...value.keys()] : [];
  };
  return [
    ...Object.keys(objectAt(schema, 'properties')).flatMap((key) => into(pointerTo('', key), 'properties', key)),
    ...(isObject(schema.items)
      ? into('/*', 'items')
      : list('items').flatMap((index) => into(`/${index}`, 'items', index))),
    ...into('/*', 'additionalItems'),
    ...into('/*', 'additionalProperties'),
    ...Object.keys(objectAt(schema, 'patternProperties')).flatMap((key) => into('/*', 'patternProperties', key)),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => list(keyword).flatMap((index) => into('', keyword, index))),
    ...['if', 'then', 'else'].flatMap((keyword) => into('', keyword)),
    ...Object.keys(objectAt(schema, 'dependencies')).flatMap((key) => into('', 'dependencies', key)),
  ];
}
