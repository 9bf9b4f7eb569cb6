import { type Diagnostic, fault, isError } from '../diagnostic.ts';
import type { CheckedCatalog, CheckedEvent, Outcome, VersionedCatalog } from '../stages.ts';
import { judgeUpcasters } from './judge-upcasters.ts';

/** Puts the stored versions of each event in order, and sees that none is missing and that the newest is the one that is sent. */
export function judgeVersions(checked: CheckedCatalog): Outcome<VersionedCatalog> {
  const versions = new Map(checked.events.map((event) => [event.name, storedVersions(checked, event)]));
  const diagnostics = checked.events.flatMap((event) => judge(event, versions.get(event.name) ?? []));
  if (diagnostics.some(isError)) return { value: undefined, diagnostics };
  const upcasting = judgeUpcasters(checked, versions);
  return { value: upcasting.some(isError) ? undefined : { checked, versions }, diagnostics: upcasting };
}

function storedVersions({ loaded }: CheckedCatalog, { file }: CheckedEvent): readonly number[] {
  const folder = file.replace(/v\d+\.json$/, '');
  return [...loaded.schemas.values()]
    .flatMap(({ file: other, place }) =>
      place.kind === 'event' && other.startsWith(`${folder}v`) ? [place.version] : [],
    )
    .sort((one, other) => one - other);
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
