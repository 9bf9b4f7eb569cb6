import type { Diagnostic } from '../diagnostic.ts';
import { perView, type SchemaView } from '../schema/view.ts';
import type { LoadedCatalog } from '../stages.ts';

export type Check = (loaded: LoadedCatalog) => readonly Diagnostic[];

/** A check of each schema by itself and what it refers to: what it says is remembered until one of these changes. */
export function eachSchema(check: (view: SchemaView) => readonly Diagnostic[]): Check {
  const faultsOf = perView(check);
  return ({ schemas }) => [...schemas.values()].flatMap((file) => faultsOf(schemas, file));
}
