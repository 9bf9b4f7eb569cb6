import { type Diagnostic, fault, isError } from '../diagnostic.ts';
import { perObject, whileSame } from '../remember.ts';
import type { CheckedCatalog, CheckedEvent, Outcome, VersionedCatalog } from '../stages.ts';
import { judgeUpcasters } from './judge-upcasters.ts';

/** Puts the stored versions of each event in order, and sees that none is missing and that the newest is the one that is sent. */
export function judgeVersions(checked: CheckedCatalog): Outcome<VersionedCatalog> {
  const stored = storedVersions(checked.loaded.paths);
  const versions = new Map(checked.events.map((event) => [event.name, stored.get(folderOf(event.file)) ?? []]));
  const diagnostics = checked.events.flatMap((event) => {
    const own = versions.get(event.name) ?? [];
    return judged(event, [own], () => judge(event, own));
  });
  if (diagnostics.some(isError)) return { value: undefined, diagnostics };
  const upcasting = judgeUpcasters(checked, versions);
  return { value: upcasting.some(isError) ? undefined : { checked, versions }, diagnostics: upcasting };
}

const judged = whileSame<CheckedEvent, readonly Diagnostic[]>();

const folderOf = (file: string): string => file.replace(/v\d+\.json$/, '');

/** The versions of each event by its folder, oldest first. */
const storedVersions = perObject((paths: readonly string[]): ReadonlyMap<string, readonly number[]> => {
  const stored = Map.groupBy(paths, folderOf);
  return new Map([...stored].map(([folder, own]) => [folder, own.map(versionOf).sort((one, other) => one - other)]));
});

const versionOf = (file: string): number => Number(/v(\d+)\.json$/.exec(file)?.[1]);

function judge(event: CheckedEvent, stored: readonly number[]): readonly Diagnostic[] {
  const newest = stored.at(-1) ?? event.version;
  const missing = Array.from({ length: newest }, (_, index) => index + 1).filter(
    (version) => !stored.includes(version),
  );
  const gaps = missing.map((version) =>
    fault('version-gapless', event.file, '', {
      expected: `v${version}.json beside it`,
      received: `versions ${stored.join(', ')}`,
      fix: 'Keep every version that was ever published: stored events have it.',
    }),
  );
  if (event.version === newest) return gaps;
  return [
    ...gaps,
    fault('version-current', 'asyncapi.yaml', `/components/messages/${event.name}/payload`, {
      expected: `v${newest}.json`,
      received: `v${event.version}.json`,
      fix: 'Refer to the newest version, or remove the one that is not yet published.',
    }),
  ];
}
