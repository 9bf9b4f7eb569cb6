import { emit } from './emit/emit-catalog.ts';
import { examine } from './examine.ts';
import type { CatalogSource, Emission, Outcome } from './stages.ts';

/** Catalog to code: load, check, compatibility, emit. An error anywhere means no emission; all faults are reported together. */
export async function compile(source: CatalogSource): Promise<Outcome<Emission>> {
  const { value, diagnostics } = examine(source);
  return { value: value === undefined ? undefined : await emit(value), diagnostics };
}
