import { camelCase } from '../names.ts';
import { phiPointers } from '../schema/phi-pointers.ts';
import type { Schemas } from '../schema/schema-node.ts';
import { rootOf } from '../schema/schema-node.ts';
import type { CheckedEvent, SchemaFile } from '../stages.ts';
import { arbitraryModule } from './arbitrary-module.ts';
import type { Emitter, Files } from './emitter.ts';
import { eventModule, type OlderVersion } from './event-module.ts';
import { exampleModule } from './example-module.ts';
import { header } from './header.ts';
import { moduleOf } from './imports.ts';
import { docComment } from './literal.ts';
import { validatorDeclaration, validatorModule } from './validator-module.ts';

/** An older version of an event as a thing of its own: its names carry the version, and so do its files. */
export interface Older {
  readonly schemas: Schemas;
  readonly event: CheckedEvent;
  /** Where the schema really lies. */
  readonly home: string;
}

/** `OrderShipmentSkippedV1`: what the types of an older version are called. */
export const versionedName = (name: string, version: number): string => `${name}V${version}`;

/** The schema file of another version of the event whose schema lies at `file`. */
export const versionFile = (file: string, version: number): string => file.replace(/v\d+\.json$/, `v${version}.json`);

/** `orderShipmentSkippedV1`, and the module that it comes from. */
export const olderConstants = (schemas: Schemas, event: CheckedEvent): readonly OlderVersion[] =>
  olderOf(schemas, event).map((older) => ({
    constant: camelCase(older.event.name),
    module: moduleOf(older.event.file),
  }));

/** The versions before the newest, oldest first. */
export function olderOf(schemas: Schemas, event: CheckedEvent): readonly Older[] {
  const folder = event.file.replace(/\/v\d+\.json$/, '');
  return Array.from({ length: event.version - 1 }, (_, index) => index + 1).flatMap((version) => {
    const file = schemas.get(`${folder}/v${version}.json`);
    return file === undefined ? [] : [asOlder(schemas, event, file)];
  });
}

/** Under a name of its own the schema is emitted as any other is; its references lead from there where they led before. */
function asOlder(schemas: Schemas, event: CheckedEvent, file: SchemaFile): Older {
  const version = file.place.kind === 'event' ? file.place.version : 0;
  const name = versionedName(event.name, version);
  const alias = file.file.replace(/\/v\d+\.json$/, `-v${version}/v${version}.json`);
  const own: SchemaFile = { ...file, file: alias, schema: { ...file.schema, title: name } };
  const schemaId = event.schemaId.replace(/\d+$/, String(version));
  return {
    schemas: new Map([...schemas, [alias, own]]),
    event: { ...event, name, version, schemaId, file: alias, phi: phiPointers(schemas, rootOf(file)) },
    home: file.file,
  };
}

async function olderFiles({ schemas, event, home }: Older, detailType: string): Promise<Files> {
  const module = moduleOf(event.file);
  const within = (folder: string): string => module.replace(/^events\//, `${folder}/`);
  const validator = within('validators').replace(/\.ts$/, '');
  const examples = exampleModule(schemas, event);
  const texts = {
    [module]: await eventModule(schemas, event, [], detailType),
    [within('arbitraries')]: arbitraryModule(schemas, event),
    ...(examples === '' ? {} : { [within('examples')]: examples }),
    [`${validator}.js`]: await validatorModule(schemas, event.file),
    [`${validator}.d.ts`]: validatorDeclaration(event.file),
  };
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, text.replace(event.file, home)]));
}

/** The newest version under its number too: an upcaster to it stays as it is when a newer one comes. */
function newestFile(event: CheckedEvent): Files {
  const module = moduleOf(event.file);
  const own = versionedName(event.name, event.version);
  const from = `./${module.split('/').at(-1)}`;
  const text = `${header(event.file)}\n${docComment(`${event.name} as it is now.`)}export type { ${event.name} as ${own} } from '${from}';\n`;
  return { [module.replace(/\.ts$/, `-v${event.version}.ts`)]: text };
}

/** Types, validator and descriptor of every older version, and what tests need of it: for upcasters and those who read stored events. */
export const olderVersions: Emitter = {
  event: async (schemas, event) => {
    const older = olderOf(schemas, event);
    if (older.length === 0) return {};
    const files = await Promise.all(older.map((each) => olderFiles(each, event.name)));
    return Object.assign({}, ...files, newestFile(event)) as Files;
  },
};
