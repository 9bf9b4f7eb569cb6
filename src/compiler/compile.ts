import { check } from './check/check-catalog.ts';
import { judgeVersions } from './compatibility/judge-versions.ts';
import { type Diagnostic, isError } from './diagnostic.ts';
import { emit } from './emit/emit-catalog.ts';
import { load } from './load/load-catalog.ts';
import { locateAll } from './load/locate.ts';
import type { CatalogSource, Emission, Outcome } from './stages.ts';

/** Catalog to code: load, check, compatibility, emit. An error anywhere means no emission; all faults are told together. */
export async function compile(source: CatalogSource): Promise<Outcome<Emission>> {
  const loaded = load(source);
  const checked = check(loaded);
  const versioned = checked.value && judgeVersions(checked.value);
  const diagnostics = locateAll(
    source,
    sorted([...loaded.faults, ...checked.diagnostics, ...(versioned?.diagnostics ?? [])]),
  );
  if (versioned?.value === undefined || diagnostics.some(isError)) return { value: undefined, diagnostics };
  return { value: await emit(versioned.value), diagnostics };
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ at, code }: Diagnostic): string => `${at.file}\n${at.pointer}\n${code}`;
  return diagnostics.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
