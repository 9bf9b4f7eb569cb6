import { arrayAt, isScalar, type JsonScalar, objectAt } from '../json.ts';
import { child, dereference, type SchemaNode, type Schemas } from './schema-node.ts';

/** The branches of a schema's `oneOf`, references followed. */
export function branchesOf(schemas: Schemas, node: SchemaNode): readonly SchemaNode[] {
  return arrayAt(node.schema, 'oneOf')
    .map((_, index) => child(node, 'oneOf', index))
    .filter((branch) => branch !== undefined)
    .map((branch) => dereference(schemas, branch));
}

/** The field that tells the branches of a `oneOf` apart: required and another constant in each. */
export function discriminatorOf(schemas: Schemas, node: SchemaNode): string | undefined {
  const branches = branchesOf(schemas, node);
  const [first] = branches;
  if (first === undefined || branches.length < 2) return undefined;
  return Object.keys(objectAt(first.schema, 'properties')).find((field) => {
    const tags = branches.map((branch) => tagOf(schemas, branch, field));
    return tags.every((tag) => typeof tag === 'string') && new Set(tags).size === tags.length;
  });
}

function tagOf(schemas: Schemas, branch: SchemaNode, field: string): JsonScalar | undefined {
  const property = child(branch, 'properties', field);
  if (property === undefined || !arrayAt(branch.schema, 'required').includes(field)) return undefined;
  const tag = dereference(schemas, property).schema.const;
  return isScalar(tag) ? tag : undefined;
}
