import type { Diagnostic } from '../diagnostic.ts';
import { perObject } from '../remember.ts';
import { type SchemaView, viewOf } from '../schema/view.ts';
import type { LoadedCatalog } from '../stages.ts';

export type Check = (loaded: LoadedCatalog) => readonly Diagnostic[];

/** A check of one schema and of what it refers to. */
export type SchemaCheck = (view: SchemaView) => readonly Diagnostic[];

const sound = new WeakSet<SchemaView>();

/** An earlier process has held this very schema, and all that it refers to, against the same checks, and found nothing. */
export function takeAsSound(view: SchemaView): void {
  sound.add(view);
}

/** The same for all schemas: what is reported of one is remembered until it or one that it refers to changes. */
export function eachSchema(check: SchemaCheck): Check {
  const faultsOf = perObject((view: SchemaView) => (sound.has(view) ? [] : check(view)));
  return ({ schemas }) => {
    const faults: Diagnostic[] = [];
    for (const file of schemas.values()) faults.push(...faultsOf(viewOf(schemas, file)));
    return faults;
  };
}
