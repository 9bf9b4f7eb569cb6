import type { CheckedEvent, SchemaFile, VersionedCatalog } from '../stages.ts';

/** The text of files by their paths under `generated/`. */
export type Files = Readonly<Record<string, string>>;

/** An event with its stored versions, oldest first. */
export interface DomainEvent {
  readonly event: CheckedEvent;
  readonly versions: readonly number[];
}

/** The events of one domain, sorted by name. */
export interface Domain {
  readonly name: string;
  readonly events: readonly DomainEvent[];
}

/**
 * One kind of code that follows from a catalog. What a part may look at is its argument, so that an edit writes only its
 * dependents anew; nothing is written anew after every edit.
 */
export interface Emitter {
  /** Written once for each event: depends on its schema file and on those that it refers to. */
  readonly event?: (schemas: ReadonlyMap<string, SchemaFile>, event: CheckedEvent) => Files | Promise<Files>;
  /** Written once for each file of `catalog/shared`. */
  readonly shared?: (schemas: ReadonlyMap<string, SchemaFile>, file: SchemaFile) => Files | Promise<Files>;
  /** Written once for each domain: depends on its events and on what these refer to. */
  readonly domain?: (schemas: ReadonlyMap<string, SchemaFile>, domain: Domain) => Files;
  /** Written once: depends on the events, producers, consumers, and names of shared types, and looks into no schema. */
  readonly summary?: (catalog: VersionedCatalog) => Files | Promise<Files>;
}
