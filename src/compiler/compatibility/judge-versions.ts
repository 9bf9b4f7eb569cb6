import { type Diagnostic, fault, isError } from '../diagnostic.ts';
import type { CheckedCatalog, CheckedEvent, Outcome, VersionedCatalog } from '../stages.ts';
import { judgeUpcasters } from './judge-upcasters.ts';

/** Puts the stored versions of each event in order, and sees that none is missing and that the newest is the one that is sent. */
export function judgeVersions(checked: CheckedCatalog): Outcome<VersionedCatalog> {
  const stored = storedVersions(checked);
  const versions = new Map(checked.events.map((event) => [event.name, stored.get(folderOf(event.file)) ?? []]));
  const diagnostics = checked.events.flatMap((event) => judge(event, versions.get(event.name) ?? []));
  if (diagnostics.some(isError)) return { value: undefined, diagnostics };
  const upcasting = judgeUpcasters(checked, versions);
  return { value: upcasting.some(isError) ? undefined : { checked, versions }, diagnostics: upcasting };
}

const folderOf = (file: string): string => file.replace(/v\d+\.json$/, '');

/** The versions of each event by its folder, oldest first. */
function storedVersions({ loaded }: CheckedCatalog): ReadonlyMap<string, readonly number[]> {
  const folders = new Map<string, readonly number[]>();
  for (const { file, place } of loaded.schemas.values()) {
    if (place.kind !== 'event') continue;
    const known = folders.get(folderOf(file)) ?? [];
    folders.set(
      folderOf(file),
      [...known, place.version].toSorted((one, other) => one - other),
    );
  }
  return folders;
}

function judge(event: CheckedEvent, stored: readonly number[]): readonly Diagnostic[] {
  const newest = stored.at(-1) ?? event.version;
  const missing = Array.from({ length: newest }, (_, index) => index + 1).filter(
    (version) => !stored.includes(version),
  );
  const gaps = missing.map((version) =>
    fault('version-gapless', event.file, '', {
      expected: `v${version}.json beside it`,
      received: `versions ${stored.join(', ')}`,
      mend: 'Keep every version that was ever published: stored events have it.',
    }),
  );
  if (event.version === newest) return gaps;
  return [
    ...gaps,
    fault('version-current', 'asyncapi.yaml', `/components/messages/${event.name}/payload`, {
      expected: `v${newest}.json`,
      received: `v${event.version}.json`,
      mend: 'Refer to the newest version, or remove the one that is not yet published.',
    }),
  ];
}
