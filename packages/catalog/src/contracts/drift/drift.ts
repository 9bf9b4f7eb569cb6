import { type EventSchema, eventSchema } from '../../compiler/compatibility/event-schema.ts';
import type { CheckedCatalog, CheckedEvent } from '../../compiler/stages.ts';
import { declaredFields, fieldsIn } from './declared-fields.ts';

/** An event as it was stored. */
export interface Stored {
  readonly 'detail-type': string;
  readonly source: string;
  readonly detail: { readonly metadata: { readonly schema?: string; readonly claim?: unknown } };
}

export const kinds = ['undeclared-event', 'undeclared-field', 'changed', 'unused-event', 'unused-field'] as const;
export type Kind = (typeof kinds)[number];

/** Where catalog and archive say two things. `count` is how many events show it; 0 for what is unused. */
export interface Drift {
  readonly kind: Kind;
  readonly event: string;
  /** A field's pointer, or for `changed` the place and the keyword that does not hold. */
  readonly at?: string;
  readonly count: number;
}

/** What a drift meter has found so far. */
export interface DriftReport {
  readonly events: number;
  /** Events whose detail lies elsewhere as a claim: counted, and not looked into. */
  readonly claims: number;
  readonly drifts: readonly Drift[];
}

interface Known {
  readonly event: CheckedEvent;
  readonly schema: EventSchema;
  readonly declared: ReadonlySet<string>;
  readonly seen: Set<string>;
}

const known = ({ loaded: { schemas } }: CheckedCatalog, event: CheckedEvent, file: string): Known | undefined => {
  if (!schemas.has(file)) return undefined;
  const schema = eventSchema(schemas, file);
  return { event, schema, declared: declaredFields(schema.root), seen: new Set() };
};

/** Compares stored events with a catalog, one by one: `take` each, then ask for the `report`. */
export const driftMeter = (catalog: CheckedCatalog): { take(stored: Stored): void; report(): DriftReport } => {
  const counts = new Map<string, Drift>();
  const versions = new Map<string, Known | undefined>();
  const happened = new Set<string>();
  let [events, claims] = [0, 0];

  const note = (kind: Kind, event: string, at?: string): void => {
    const key = JSON.stringify([kind, event, at]);
    const place = at === undefined ? {} : { at };
    counts.set(key, { kind, event, ...place, count: (counts.get(key)?.count ?? 0) + 1 });
  };
  const versionOf = (event: CheckedEvent, schemaId: string): Known | undefined => {
    // Another event's schema is no version of this one, though the catalog has it.
    if (schemaId.replace(/\d+$/, '') !== event.schemaId.replace(/\d+$/, '')) return undefined;
    if (!versions.has(schemaId)) versions.set(schemaId, known(catalog, event, `catalog/${schemaId}.json`));
    return versions.get(schemaId);
  };
  const compare = ({ event, schema, seen }: Known, detail: unknown): void => {
    const { declared, undeclared } = fieldsIn(schema.root, detail);
    for (const field of declared) seen.add(field);
    for (const field of undeclared) note('undeclared-field', event.name, field);
    const broken = schema.errors(detail).map(({ instancePath, keyword }) => `${instancePath || '/'} ${keyword}`);
    for (const at of new Set(broken)) note('changed', event.name, at);
  };

  return {
    take(stored) {
      events += 1;
      const name = stored['detail-type'];
      const event = catalog.events.find((each) => each.name === name);
      if (event === undefined) return note('undeclared-event', name);
      happened.add(name);
      if (stored.source !== event.source) note('changed', name, `source ${stored.source}`);
      const { schema = event.schemaId, claim } = stored.detail.metadata;
      const version = versionOf(event, schema);
      if (version === undefined) return note('changed', name, `schema ${schema}`);
      if (claim === undefined) compare(version, stored.detail);
      else claims += 1;
    },
    report() {
      const unused = catalog.events.filter(({ name }) => !happened.has(name));
      const silent = [...versions.values()].flatMap((version) => {
        if (version === undefined || version.seen.size === 0) return [];
        const { event, declared, seen } = version;
        const fields = [...declared].filter((field) => !seen.has(field));
        return fields.map((at): Drift => ({ kind: 'unused-field', event: event.name, at, count: 0 }));
      });
      const absent = unused.map(({ name }): Drift => ({ kind: 'unused-event', event: name, count: 0 }));
      const order = (one: Drift, other: Drift): number =>
        kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || one.event.localeCompare(other.event);
      return { events, claims, drifts: [...counts.values(), ...absent, ...silent].toSorted(order) };
    },
  };
};
