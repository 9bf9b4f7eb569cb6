/** What an event's detail has, as far as an upcaster is concerned. */
interface Detail {
  readonly data: unknown;
}

/**
 * The data of an event of one version as the data of the next. A pure function: stored events come through it each time
 * they are read, and metadata stay as they are but for the schema's name (docs/versions.md).
 */
export type Upcast<From extends Detail, To extends Detail> = (data: From['data']) => To['data'];

/** One step, from a version to the next. */
export interface Upcaster {
  /** `<domain>/<event>/v<n>`, the version that it takes. */
  readonly from: string;
  /** What it is given is valid against `from`. */
  readonly upcast: (data: never) => unknown;
}
