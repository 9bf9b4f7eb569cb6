import { check } from './check/check-catalog.ts';
import { judgeVersions } from './compatibility/judge-versions.ts';
import { type Diagnostic, isError } from './diagnostic.ts';
import { load } from './load/load-catalog.ts';
import { locateAll } from './load/locate.ts';
import type { CatalogSource, LoadedCatalog, Outcome, VersionedCatalog } from './stages.ts';

/** The outcome of an examination, and what was loaded even where it has errors. */
export interface Examined extends Outcome<VersionedCatalog> {
  readonly loaded: LoadedCatalog;
}

/**
 * The stages before emission: load, check, compatibility. There is a value if no stage reported an error. What an earlier
 * catalog has in common with this one is neither read nor judged again.
 */
export function examine(source: CatalogSource, earlier?: LoadedCatalog): Examined {
  const loaded = load(source, earlier);
  const checked = check(loaded);
  const versioned = checked.value && judgeVersions(checked.value);
  const diagnostics = locateAll(
    source,
    sorted([...loaded.faults, ...checked.diagnostics, ...(versioned?.diagnostics ?? [])]),
  );
  return { value: diagnostics.some(isError) ? undefined : versioned?.value, diagnostics, loaded };
}

function sorted(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ at, code }: Diagnostic): string => `${at.file}\n${at.pointer}\n${code}`;
  return diagnostics.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
}
