import type { Change, VersionComparison } from '@carillon/catalog/diff';
import type { EventDiff } from './diff-readers.ts';
import {
  afterWords,
  beforeWords,
  type CatalogDiff,
  fieldWords,
  fixText,
  impactWords,
  listeners,
  phiWords,
  placeWords,
  unmatchedWords,
  unrecordedWords,
  versionWords,
  witnessWords,
} from './diff-words.ts';

const against = (event: string, change: Change, version: VersionComparison): readonly string[] => [
  `  ${placeWords(change)} ${change.verdict} ${change.code}: ${change.sentence}`,
  `    at ${fieldWords(change)}`,
  `    expected ${beforeWords(change)}`,
  `    received ${afterWords(change)}`,
  ...(change.witness === undefined
    ? [`    no witness: ${change.reason ?? 'none was found.'}`]
    : [`    witness (${witnessWords(change)}):`, `      ${JSON.stringify(change.witness.event)}`]),
  `    fix: ${fixText(change, version, event)}`,
];

const versionLines = (event: string, version: VersionComparison): readonly string[] => {
  const compatible = version.changes.filter(({ verdict }) => verdict === 'compatible');
  return [
    ...(version.announced ? [`  ${versionWords(version)}: a new version, not counted against the change`] : []),
    ...version.changes
      .filter(({ verdict }) => verdict !== 'compatible')
      .flatMap((each) => against(event, each, version)),
    ...compatible.map((change) => `  ${placeWords(change)} compatible ${change.code} at ${fieldWords(change)}`),
  ];
};

const eventLines = (event: EventDiff): readonly string[] => [
  `${event.event}: ${event.verdict} (${event.fate === 'kept' ? 'changed' : event.fate}, policy ${event.policy}, owner ${event.owner}; read by ${listeners(event)})`,
  ...(event.note === undefined ? [] : [`  ${event.note}`]),
  ...event.impacts.flatMap(impactWords).map((line) => `  ${line}`),
  ...event.phi.map((each) => `  ${phiWords(each)}`),
  ...event.unmatched.map((each) => `  ${unmatchedWords(each)}`),
  ...(event.unrecorded.length === 0 ? [] : [`  ${unrecordedWords(event)}`]),
  ...event.versions.flatMap((version) => versionLines(event.event, version)),
];

const conclusion = ({ against: older, verdict, events }: CatalogDiff): string => {
  if (events.length === 0) return `No event differs from ${older}.`;
  const count = (wanted: string): number => events.filter((event) => event.verdict === wanted).length;
  const counts = ['breaking', 'undecided', 'compatible'].map((each) => `${count(each)} ${each}`).join(', ');
  return `Against ${older}: ${verdict}. ${events.length} event${events.length === 1 ? '' : 's'} differ${events.length === 1 ? 's' : ''}: ${counts}.`;
};

/** A diff as lines for a terminal. */
export const textOf = (diff: CatalogDiff): string => [...diff.events.flatMap(eventLines), conclusion(diff)].join('\n');
