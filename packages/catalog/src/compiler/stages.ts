import type { Delivery } from '@carillon/runtime/descriptor';
import type { Diagnostic } from './diagnostic.ts';
import type { JsonObject, JsonScalar } from './json.ts';

/**
 * The compiler's stages, each with the type that it earns:
 *
 *   CatalogSource --load--> LoadedCatalog --check--> CheckedCatalog --compatibility--> VersionedCatalog --emit--> Emission
 *
 * No stage accepts a lesser one and none changes what it is given.
 */

/** The text of `asyncapi.yaml`, of every file under `catalog/` and of the upcasters, by path from the root with forward slashes. */
export interface CatalogSource {
  readonly files: ReadonlyMap<string, string>;
}

export type SchemaPlace =
  | { readonly kind: 'event'; readonly domain: string; readonly event: string; readonly version: number }
  | { readonly kind: 'shared'; readonly name: string };

export interface SchemaFile {
  readonly file: string;
  readonly place: SchemaPlace;
  readonly schema: JsonObject;
}

/** A message of the document: an event by its names and the file of its schema. */
export interface LoadedMessage {
  readonly name: string;
  readonly pointer: string;
  readonly source: string;
  readonly detailType: string;
  /** The event schema that the payload refers to. */
  readonly file: string;
  readonly body: JsonObject;
}

/** A send or receive operation of the document. */
export interface LoadedOperation {
  /** The operation's key without a `.send` or `.receive` that tells two operations of one party apart. */
  readonly party: string;
  readonly pointer: string;
  readonly action: 'send' | 'receive';
  readonly messages: readonly string[];
  readonly body: JsonObject;
}

/** Everything that could be read, and the faults of what could not. */
export interface LoadedCatalog {
  readonly source: CatalogSource;
  readonly document: JsonObject;
  readonly busName: string;
  readonly schemas: ReadonlyMap<string, SchemaFile>;
  /** The paths of the schemas; the same list as long as none comes or goes. */
  readonly paths: readonly string[];
  readonly messages: readonly LoadedMessage[];
  readonly operations: readonly LoadedOperation[];
  readonly faults: readonly Diagnostic[];
}

/** An event of a checked catalog: its newest version. */
export interface CheckedEvent {
  readonly name: string;
  readonly domain: string;
  readonly source: string;
  readonly version: number;
  /** `<domain>/<event>/v<version>`. */
  readonly schemaId: string;
  readonly file: string;
  readonly description: string;
  readonly owner: string;
  readonly claimCheck: boolean;
  /** JSON pointers into the detail, `*` for the items of an array. */
  readonly phi: readonly string[];
  readonly examples: number;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
}

/** A send operation: who publishes which events. */
export interface Producer {
  readonly name: string;
  readonly owner: string;
  readonly description: string;
  readonly events: readonly string[];
}

/** What a pattern says about one field of an event that it matches; the path leads into the detail. */
export interface Narrowing {
  readonly path: readonly string[];
  /** The values that the field can have, or `present` where the pattern only asks for the field. */
  readonly values: readonly JsonScalar[] | 'present';
}

export interface Reception {
  readonly event: string;
  readonly narrowings: readonly Narrowing[];
}

/** A receive operation: who receives which events, by which pattern and delivery. */
export interface Consumer {
  readonly name: string;
  readonly owner: string;
  readonly description: string;
  readonly pattern: JsonObject;
  readonly delivery: Delivery;
  readonly receives: readonly Reception[];
}

/** A catalog without an error: references lead somewhere, examples are valid, patterns can match. All lists are sorted by name. */
export interface CheckedCatalog {
  readonly loaded: LoadedCatalog;
  readonly events: readonly CheckedEvent[];
  readonly shared: readonly SchemaFile[];
  readonly producers: readonly Producer[];
  readonly consumers: readonly Consumer[];
}

/** A checked catalog whose versions are in order. */
export interface VersionedCatalog {
  readonly checked: CheckedCatalog;
  /** The stored versions of each event, oldest first. */
  readonly versions: ReadonlyMap<string, readonly number[]>;
}

/** The text of every generated file, by its path under `generated/`. */
export interface Emission {
  readonly files: ReadonlyMap<string, string>;
}

/** What a stage gives: its value if it holds, and what there is to say in any case. */
export interface Outcome<Value> {
  readonly value: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
