import { digest } from '../incremental/stamps.ts';
import type { Schemas } from '../schema/schema-node.ts';
import { viewOf } from '../schema/view.ts';
import type { CheckedEvent, LoadedCatalog, SchemaFile, VersionedCatalog } from '../stages.ts';
import type { Emitter, Files } from './emitter.ts';

/** What one emitter writes for one event, one shared type, or the whole. The same key means the same files. */
export interface Unit {
  readonly id: string;
  readonly key: string;
  /** The schema file that it is written for; undefined for what is written for the whole. */
  readonly about: string | undefined;
  readonly emit: () => Files | Promise<Files>;
}

const contents = new WeakMap<object, string>();
const views = new WeakMap<Schemas, string>();

function contentKey(content: object): string {
  const key = contents.get(content) ?? digest(JSON.stringify(content));
  contents.set(content, key);
  return key;
}

/** Says all that is known of a schema file: itself and what its references lead to. */
export function viewKey(schemas: Schemas, file: SchemaFile): string {
  const view = viewOf(schemas, file);
  const key =
    views.get(view.schemas) ??
    digest(...[...view.schemas].map(([path, { schema }]) => `${path} ${contentKey(schema)}`));
  views.set(view.schemas, key);
  return key;
}

/** All that there is to write, emitter by emitter. An event's unit is handed its versions and what they refer to, and no other schema. */
export function unitsOf(catalog: VersionedCatalog, emitters: readonly Emitter[]): readonly Unit[] {
  const { loaded, shared } = catalog.checked;
  const events = eventParts(catalog);
  const keys = { whole: wholeKey(loaded), summary: summaryKey(catalog) };
  return emitters.flatMap((emitter, index): readonly Unit[] => [
    ...(['summary', 'whole'] as const)
      .filter((part) => emitter[part] !== undefined)
      .map((part) => ({
        id: `${index} ${part}`,
        key: keys[part],
        about: undefined,
        emit: () => emitter[part]?.(catalog) ?? {},
      })),
    ...(emitter.shared === undefined ? [] : shared.map((file) => sharedUnit(emitter, index, loaded.schemas, file))),
    ...(emitter.event === undefined
      ? []
      : events.map(({ event, key, schemas }) => ({
          id: `${index} ${event.name}`,
          key,
          about: event.file,
          emit: () => emitter.event?.(schemas(), event) ?? {},
        }))),
  ]);
}

interface EventPart {
  readonly event: CheckedEvent;
  readonly key: string;
  readonly schemas: () => Schemas;
}

function eventParts({ checked: { loaded, events } }: VersionedCatalog): readonly EventPart[] {
  const stored = versionFiles(loaded);
  return events.map((event) => {
    const files = stored.get(folderOf(event.file)) ?? [];
    const key = [contentKey(event), ...files.map((file) => viewKey(loaded.schemas, file))].join(' ');
    return { event, key, schemas: () => within(loaded.schemas, files) };
  });
}

function summaryKey({ checked, versions }: VersionedCatalog): string {
  const { loaded, events, producers, consumers } = checked;
  const nouns = [...events, ...producers, ...consumers].map(contentKey);
  return digest(loaded.busName, ...nouns, JSON.stringify([...versions]));
}

function sharedUnit(emitter: Emitter, index: number, schemas: Schemas, file: SchemaFile): Unit {
  return {
    id: `${index} ${file.file}`,
    key: viewKey(schemas, file),
    about: file.file,
    emit: () => emitter.shared?.(viewOf(schemas, file).schemas, file) ?? {},
  };
}

const folderOf = (file: CheckedEvent['file']): string => file.replace(/\/v\d+\.json$/, '');

function versionFiles({ schemas }: LoadedCatalog): ReadonlyMap<string, readonly SchemaFile[]> {
  const events = [...schemas.values()].filter(({ place }) => place.kind === 'event');
  return Map.groupBy(events, ({ file }) => folderOf(file));
}

const within = (schemas: Schemas, files: readonly SchemaFile[]): Schemas =>
  new Map(files.flatMap((file) => [...viewOf(schemas, file).schemas]));

function wholeKey({ document, schemas }: LoadedCatalog): string {
  return digest(contentKey(document), ...[...schemas].map(([path, { schema }]) => `${path} ${contentKey(schema)}`));
}
