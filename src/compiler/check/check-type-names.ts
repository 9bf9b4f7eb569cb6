import { type Diagnostic, fault } from '../diagnostic.ts';
import { stringAt } from '../json.ts';
import { isPascalCase } from '../names.ts';
import { descendants, rootOf } from '../schema/schema-node.ts';
import { typeNameOf } from '../schema/type-names.ts';
import { perFile } from '../schema/view.ts';
import type { LoadedCatalog, SchemaFile } from '../stages.ts';

/** Names that the generated files give to something else. */
const taken: readonly string[] = [
  'EventDescriptor',
  'EventBridgeEnvelope',
  'EventPattern',
  'Subscription',
  'Violation',
  'DetailOf',
  'Delivery',
];

interface Name {
  readonly name: string;
  readonly pointer: string;
}

/**
 * Titles become type names. A file's own name is given once in the whole catalog, but to the versions of one event; a
 * type within a file has a name that no shared type has: a second one would be numbered, and the numbers would move.
 */
export function checkTypeNames({ schemas }: LoadedCatalog): readonly Diagnostic[] {
  const files = [...schemas.values()];
  const owners = new Map<string, string>(taken.map((name) => [name, 'the generated descriptor.ts']));
  const faults: Diagnostic[] = [];
  for (const file of files) {
    const name = typeNameOf(file, '');
    const owner = owners.get(name);
    if (!isPascalCase(name) || (owner !== undefined && owner !== homeOf(file)))
      faults.push(nameFault(file, { name, pointer: '/title' }, owner));
    owners.set(name, owner ?? homeOf(file));
  }
  return [...faults, ...files.flatMap((file) => checkInnerNames(file, owners))];
}

function checkInnerNames(file: SchemaFile, owners: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const names = innerNames(file);
  return names.flatMap((inner, index) => {
    const owner = names.findIndex(({ name }) => name === inner.name) < index ? file.file : owners.get(inner.name);
    return owner === undefined && isPascalCase(inner.name) ? [] : [nameFault(file, inner, owner)];
  });
}

const homeOf = ({ file }: SchemaFile): string => file.replace(/\/v\d+\.json$/, '');

/** The definitions of a file, and the titled schemas within it. */
const innerNames = perFile((file): readonly Name[] =>
  descendants(rootOf(file))
    .slice(1)
    .filter(({ schema }) => schema.$ref === undefined)
    .flatMap(({ schema, pointer }) => {
      const name = /^\/definitions\/[^/]+$/.test(pointer) ? typeNameOf(file, pointer) : stringAt(schema, 'title');
      return name === undefined ? [] : [{ name, pointer }];
    }),
);

function nameFault({ file }: SchemaFile, { name, pointer }: Name, owner: string | undefined): Diagnostic {
  return fault('type-name-unique', file, pointer, {
    expected: 'a title in PascalCase that no other schema has',
    received: owner === undefined ? name : `${name}, which ${owner} has`,
    mend: 'Give it another title, or refer to the schema that has the name.',
  });
}
