import type { CheckedEvent, SchemaFile, VersionedCatalog } from '../stages.ts';

/** The text of files by their paths under `generated/`. */
export type Files = Readonly<Record<string, string>>;

/** One kind of code that follows from a catalog. What a part may look at is its argument, so that an edit writes only its dependents anew. */
export interface Emitter {
  /** Written once for each event: depends on its schema file and on those that it refers to. */
  readonly event?: (schemas: ReadonlyMap<string, SchemaFile>, event: CheckedEvent) => Files | Promise<Files>;
  /** Written once for each file of `catalog/shared`. */
  readonly shared?: (schemas: ReadonlyMap<string, SchemaFile>, file: SchemaFile) => Files | Promise<Files>;
  /** Written once: depends on the events, producers and consumers, and looks into no schema. */
  readonly summary?: (catalog: VersionedCatalog) => Files | Promise<Files>;
  /** Written once: depends on the whole, and so is written anew after every edit. */
  readonly whole?: (catalog: VersionedCatalog) => Files | Promise<Files>;
}
