import { arrayAt, isObject, objectAt } from '../json.ts';
import { camelCase } from '../names.ts';
import { dereference, type Schemas } from '../schema/schema-node.ts';
import type { CheckedEvent } from '../stages.ts';
import { header } from './header.ts';
import { moduleOf, relativeModule } from './imports.ts';
import { docComment, literal } from './literal.ts';

/** A union's fields belong together: one of them alone says nothing. */
const isUnion = (schemas: Schemas, { file }: CheckedEvent): boolean => {
  const schema = schemas.get(file)?.schema ?? {};
  const data = objectAt(schema, 'properties').data;
  if (!isObject(data)) return false;
  const found = dereference(schemas, { file, pointer: '/properties/data', schema: data }).schema;
  return found.oneOf !== undefined || found.anyOf !== undefined;
};

/** `examples/<domain>/<event>.ts`: the catalog's examples, and a factory of events like the first; empty without examples. */
export function exampleModule(schemas: Schemas, event: CheckedEvent): string {
  const { name, file } = event;
  const examples = arrayAt(schemas.get(file)?.schema, 'examples');
  if (examples.length === 0) return '';
  const module = moduleOf(file).replace(/^events\//, 'examples/');
  const type = `readonly [${name}, ...${name}[]]`;
  const all = `${camelCase(name)}Examples`;
  const union = isUnion(schemas, event);
  const data = union ? `data: ${name}['data'] = first.data` : `data: Partial<${name}['data']> = {}`;
  return [
    header(file),
    `import type { ${name} } from '${relativeModule(module, moduleOf(file))}';\n`,
    // Literals have no brand; the compiler has checked each against the schema.
    `${docComment("The catalog's examples; each is valid, the compiler has checked it.")}export const ${all}: ${type} = ${literal(examples)} as unknown as ${type};\n`,
    `const [first] = ${all};\n`,
    `${docComment("An event like the catalog's first example, but for what is said here.")}export function example${name}(
  ${data},
  metadata: Partial<${name}['metadata']> = {},
): ${name} {
  return { metadata: { ...first.metadata, ...metadata }, data${union ? '' : ': { ...first.data, ...data }'} };
}
`,
  ].join('\n');
}
