import { type Diagnostic, fault } from '../diagnostic.ts';
import { stringAt } from '../json.ts';
import { isPascalCase } from '../names.ts';
import { perObject } from '../remember.ts';
import { schemasIn } from '../schema/schema-node.ts';
import { typeNameOf } from '../schema/type-names.ts';
import type { LoadedCatalog, SchemaFile } from '../stages.ts';

/** Names that generated modules import beside the types of the catalog. */
const taken: readonly string[] = ['EventDescriptor', 'EventBridgeEnvelope', 'Subscription'];

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
  const owners = new Map<string, string>(taken.map((name) => [name, '@carillon/runtime']));
  const faults: Diagnostic[] = [];
  for (const file of files) {
    const { name, isWellFormed, home } = namesOf(file);
    const owner = owners.get(name);
    if (!isWellFormed || (owner !== undefined && owner !== home))
      faults.push(nameFault(file, { name, pointer: '/title' }, owner));
    owners.set(name, owner ?? home);
  }
  for (const file of files) faults.push(...checkInnerNames(file, owners));
  return faults;
}

function checkInnerNames(file: SchemaFile, owners: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const { inner, isWellFormedWithin } = namesOf(file);
  if (isWellFormedWithin && !inner.some(({ name }) => owners.has(name))) return [];
  return inner.flatMap((each, index) => {
    const owner = inner.findIndex(({ name }) => name === each.name) < index ? file.file : owners.get(each.name);
    return owner === undefined && isPascalCase(each.name) ? [] : [nameFault(file, each, owner)];
  });
}

interface Names {
  readonly name: string;
  readonly isWellFormed: boolean;
  /** The file without its version. */
  readonly home: string;
  readonly inner: readonly Name[];
  /** Whether the names within are in PascalCase, and each is given once. */
  readonly isWellFormedWithin: boolean;
}

const namesOf = perObject((file: SchemaFile): Names => {
  const name = typeNameOf(file, '');
  const inner = innerNames(file);
  return {
    name,
    isWellFormed: isPascalCase(name),
    home: file.file.replace(/\/v\d+\.json$/, ''),
    inner,
    isWellFormedWithin:
      new Set(inner.map((each) => each.name)).size === inner.length && inner.every((each) => isPascalCase(each.name)),
  };
});

/** The definitions of a file, and the titled schemas within it. */
const innerNames = (file: SchemaFile): readonly Name[] =>
  schemasIn(file)
    .slice(1)
    .filter(({ schema }) => schema.$ref === undefined)
    .flatMap(({ schema, pointer }) => {
      const name = /^\/definitions\/[^/]+$/.test(pointer) ? typeNameOf(file, pointer) : stringAt(schema, 'title');
      return name === undefined ? [] : [{ name, pointer }];
    });

function nameFault({ file }: SchemaFile, { name, pointer }: Name, owner: string | undefined): Diagnostic {
  return fault('type-name-unique', file, pointer, {
    expected: 'a title in PascalCase that no other schema has',
    received: owner === undefined ? name : `${name}, which ${owner} has`,
    fix: 'Give it another title, or refer to the schema that has the name.',
  });
}
