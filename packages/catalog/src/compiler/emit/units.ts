import { digest } from '../incremental/stamps.ts';
import { perObject } from '../remember.ts';
import type { Schemas } from '../schema/schema-node.ts';
import { typeNameOf } from '../schema/type-names.ts';
import { perView, viewOf } from '../schema/view.ts';
import type { CheckedEvent, LoadedCatalog, SchemaFile, VersionedCatalog } from '../stages.ts';
import type { DomainEvent, Emitter, Files } from './emitter.ts';

/** What all emitters write for one event, one shared type, one domain, or the whole. The same key means the same files. */
export interface Unit {
  readonly id: string;
  readonly key: string;
  /** The schema file that it is written for; undefined for what is written for several. */
  readonly about: string | undefined;
  readonly emit: () => Promise<Files>;
}

const contentKey = perObject((content: object): string => digest(JSON.stringify(content)));

/** Says all that is known of a schema file: itself and what its references lead to. */
export const viewKey: (schemas: Schemas, file: SchemaFile) => string = perView(({ schemas }) =>
  digest(...[...schemas].map(([path, { schema }]) => `${path} ${contentKey(schema)}`)),
);

/** All that there is to write. An event's unit is handed its versions and what they refer to, and no other schema. */
export function unitsOf(catalog: VersionedCatalog, emitters: readonly Emitter[]): readonly Unit[] {
  const { loaded, shared } = catalog.checked;
  const events = eventParts(catalog);
  return [
    {
      id: 'summary',
      key: summaryKey(catalog),
      about: undefined,
      emit: () => joined(emitters, (emitter) => emitter.summary?.(catalog)),
    },
    ...[...Map.groupBy(events, ({ event }) => event.domain)].map(([domain, own]) => domainUnit(emitters, domain, own)),
    ...shared.map((file) => sharedUnit(emitters, loaded.schemas, file)),
    ...events.map((part) => eventUnit(emitters, part)),
  ];
}

type Part = Files | Promise<Files> | undefined;

async function joined(emitters: readonly Emitter[], part: (emitter: Emitter) => Part): Promise<Files> {
  const files: Record<string, string> = {};
  for (const emitter of emitters) Object.assign(files, await part(emitter));
  return files;
}

interface EventPart extends DomainEvent {
  readonly key: string;
  readonly schemas: () => Schemas;
}

function eventParts({ checked: { loaded, events }, versions }: VersionedCatalog): readonly EventPart[] {
  return events.map((event) => {
    const files = storedFiles(loaded, event);
    const key = [contentKey(event), ...files.map((file) => viewKey(loaded.schemas, file))].join(' ');
    return { event, versions: versions.get(event.name) ?? [], key, schemas: () => within(loaded.schemas, files) };
  });
}

/** The schema files of an event's stored versions. */
const storedFiles = ({ paths, schemas }: LoadedCatalog, { file }: CheckedEvent): readonly SchemaFile[] =>
  (versionPaths(paths).get(folderOf(file)) ?? []).flatMap((path) => schemas.get(path) ?? []);

function eventUnit(emitters: readonly Emitter[], { event, key, schemas }: EventPart): Unit {
  const emit = (): Promise<Files> => {
    const known = schemas();
    return joined(emitters, (emitter) => emitter.event?.(known, event));
  };
  return { id: `event ${event.name}`, key, about: event.file, emit };
}

function domainUnit(emitters: readonly Emitter[], name: string, events: readonly EventPart[]): Unit {
  const emit = (): Promise<Files> => {
    const known = new Map(events.flatMap(({ schemas }) => [...schemas()]));
    return joined(emitters, (emitter) => emitter.domain?.(known, { name, events }));
  };
  return { id: `domain ${name}`, key: digest(...events.map(({ key }) => key)), about: undefined, emit };
}

function sharedUnit(emitters: readonly Emitter[], schemas: Schemas, file: SchemaFile): Unit {
  const emit = (): Promise<Files> =>
    joined(emitters, (emitter) => emitter.shared?.(viewOf(schemas, file).schemas, file));
  return { id: `shared ${file.file}`, key: viewKey(schemas, file), about: file.file, emit };
}

function summaryKey({ checked, versions }: VersionedCatalog): string {
  const { loaded, events, producers, consumers, shared } = checked;
  const nouns = [...events, ...producers, ...consumers].map(contentKey);
  const types = shared.map((file) => `${file.file} ${typeNameOf(file, '')}`);
  return digest(loaded.busName, ...nouns, ...types, JSON.stringify([...versions]));
}

const folderOf = (file: CheckedEvent['file']): string => file.replace(/\/v\d+\.json$/, '');

const versionPaths = perObject((paths: readonly string[]) => Map.groupBy(paths, folderOf));

const within = (schemas: Schemas, files: readonly SchemaFile[]): Schemas =>
  new Map(files.flatMap((file) => [...viewOf(schemas, file).schemas]));
