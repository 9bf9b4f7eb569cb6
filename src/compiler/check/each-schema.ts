import type { Diagnostic } from '../diagnostic.ts';
import { perView, type SchemaView, viewOf } from '../schema/view.ts';
import type { LoadedCatalog } from '../stages.ts';

export type Check = (loaded: LoadedCatalog) => readonly Diagnostic[];

const sound = new WeakSet<SchemaView>();

/** An earlier process has held this very schema, and all that it refers to, against the same checks, and found nothing. */
export function takeAsSound(view: SchemaView): void {
  sound.add(view);
}

/** A check of each schema by itself and what it refers to: what it says is remembered until one of these changes. */
export function eachSchema(check: (view: SchemaView) => readonly Diagnostic[]): Check {
  const faultsOf = perView(check);
  return ({ schemas }) =>
    [...schemas.values()].flatMap((file) => (sound.has(viewOf(schemas, file)) ? [] : faultsOf(schemas, file)));
}
