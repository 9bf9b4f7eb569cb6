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

/** A cell of a table holds no bar and no line end; code holds no backtick. */
const code = (text: string): string => `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll('\n', ' ')}\``;

const row = (change: Change, version: VersionComparison): string =>
  `| ${version.announced && change.verdict === 'breaking' ? 'new version' : change.verdict} | ${code(change.code)} | ${code(fieldWords(change))} | ${code(beforeWords(change))} | ${code(afterWords(change))} | ${code(placeWords(change))} |`;

const witness = (event: string, change: Change, version: VersionComparison): readonly string[] => [
  `<details><summary>${change.code} at <code>${escaped(fieldWords(change))}</code></summary>`,
  '',
  ...(change.witness === undefined
    ? [`No witness: ${change.reason ?? 'none was found.'}`]
    : [`${witnessWords(change)}:`, '', '```json', JSON.stringify(change.witness.event, null, 2), '```']),
  '',
  `Fix: ${fixText(change, version, event)}`,
  '',
  '</details>',
  '',
];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const versionPart = (event: string, version: VersionComparison): readonly string[] => [
  `${code(versionWords(version))}${version.announced ? ' (a new version, not counted against the change)' : ''}`,
  '',
  '| verdict | change | field | before | now | place |',
  '| --- | --- | --- | --- | --- | --- |',
  ...version.changes.map((change) => row(change, version)),
  '',
  ...version.changes.filter(({ verdict }) => verdict !== 'compatible').flatMap((each) => witness(event, each, version)),
];

const eventPart = (event: EventDiff): readonly string[] => [
  `### ${event.event}: ${event.verdict}`,
  '',
  `Owner ${event.owner}; read by ${listeners(event)}; policy ${event.policy}; ${event.fate === 'kept' ? 'changed' : event.fate}.`,
  '',
  ...(event.note === undefined ? [] : [event.note, '']),
  ...event.impacts.flatMap(impactWords).map((line) => `- ${line}`),
  ...event.phi.map((each) => `- ${phiWords(each)}`),
  ...event.unmatched.map((each) => `- ${unmatchedWords(each)}`),
  ...(event.unrecorded.length === 0 ? [] : [`- ${unrecordedWords(event)}`]),
  ...(event.impacts.length + event.phi.length + event.unmatched.length + event.unrecorded.length === 0 ? [] : ['']),
  ...event.versions.flatMap((version) => versionPart(event.event, version)),
];

/** A diff as a comment on a pull request (GitHub Flavored Markdown). */
export const markdownOf = (diff: CatalogDiff): string =>
  [
    `## Event catalog: ${diff.events.length === 0 ? 'no event differs' : diff.verdict}`,
    '',
    `Against ${code(diff.against)}.`,
    '',
    ...diff.events.flatMap(eventPart),
  ].join('\n');
