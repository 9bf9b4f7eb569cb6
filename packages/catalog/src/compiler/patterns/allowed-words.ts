import { isScalar, show } from '../json.ts';
import { dereference, type SchemaNode, type Schemas } from '../schema/schema-node.ts';
import { listedValues } from './allows.ts';

const types: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};
const BOUNDS: readonly string[] = [
  ...['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
];

const wordsOf = (schemas: Schemas, node: SchemaNode): string => {
  const { schema } = dereference(schemas, node);
  const known = [schema.type].flat().map((type) => types[String(type)]);
  // What a schema says by other keywords it says best itself.
  if (known.includes(undefined)) return `what ${node.file}#${node.pointer} allows`;
  const bounds = BOUNDS.filter((bound) => isScalar(schema[bound])).map((bound) => `${bound} ${schema[bound]}`);
  return `${known.join(' or ')}${bounds.length === 0 ? '' : ` (${bounds.join(', ')})`}`;
};

/** What a field's schema allows, in words. */
export function allowedValues(schemas: Schemas, nodes: readonly SchemaNode[]): string {
  const listed = nodes.map((node) => listedValues(schemas, node)).find((values) => values !== undefined);
  if (listed !== undefined) return `one of ${listed.map(show).join(', ')}`;
  return [...new Set(nodes.map((node) => wordsOf(schemas, node)))].join(' and ');
}
