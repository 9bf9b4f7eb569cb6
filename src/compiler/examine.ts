import { check } from './check/check-catalog.ts';
import { judgeVersions } from './compatibility/judge-versions.ts';
import { type Diagnostic, isError } from './diagnostic.ts';
import { load } from './load/load-catalog.ts';
import { locateAll } from './load/locate.ts';
import type { CatalogSource, Outcome, VersionedCatalog } from './stages.ts';

/** The stages before emission: load, check, compatibility. There is a value if no stage told an error. */
export function examine(source: CatalogSource): Outcome<VersionedCatalog> {
  const loaded = load(source);
  const checked = check(loaded);
  const versioned = checked.value && judgeVersions(checked.value);
  const diagnostics = locateAll(
    source,
    sorted([...loaded.faults, ...checked.diagnostics, ...(versioned?.diagnostics ?? [])]),
  );
  return { value: diagnostics.some(isError) ? undefined : versioned?.value, diagnostics };
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ at, code }: Diagnostic): string => `${at.file}\n${at.pointer}\n${code}`;
  return diagnostics.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
