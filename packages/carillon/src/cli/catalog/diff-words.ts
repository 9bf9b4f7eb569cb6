import type { Change, FieldImpact, Verdict, VersionComparison } from '@carillon/catalog/diff';
import { show } from '@carillon/catalog/json';
import type { Unmatched } from './diff-patterns.ts';
import type { EventDiff, PhiImpact, ReaderImpact } from './diff-readers.ts';

/** What a diff tells: the verdict on all, and every event that is not the same. */
export interface CatalogDiff {
  readonly against: string;
  readonly verdict: Verdict;
  readonly events: readonly EventDiff[];
}

/** What the witness of a change is, as the beginning of a sentence. */
export const witnessWords = ({ direction }: Change): string =>
  direction === 'forward'
    ? 'The new version writes this, and a reader of the old one refuses it'
    : 'The old version allowed this, and a reader of the new one refuses it';

export const fieldWords = ({ field }: Change): string => (field === '' ? '(the whole event)' : field);

export const placeWords = ({ at }: Change): string =>
  at.line === undefined ? at.file : `${at.file}:${at.line}:${at.column}`;

/** What was said before and is said now. */
export const beforeWords = (change: Change): string => said(change.before);
export const afterWords = (change: Change): string => said(change.after);
const said = (value: unknown): string => (value === undefined ? 'nothing said' : show(value));

const nextVersion = (file: string): string =>
  file.replace(/v(\d+)\.json$/, (_, version: string) => `v${Number(version) + 1}.json`);

export const fixText = (change: Change, { to, announced }: VersionComparison, event: string): string => {
  if (announced)
    return 'Nothing: this is a version of its own, and stored events of the old one come through its upcaster.';
  if (change.verdict === 'undecided')
    return 'Judge it by hand; an example in the schema that shows the case decides it for good.';
  const step = nextVersion(to);
  const other =
    step === to
      ? 'say it beside the old schema, under another name'
      : `leave ${to} as it was and say it in ${step} (carillon event version ${event})`;
  return change.keyword === 'required' && change.direction === 'backward'
    ? `Leave the field optional, or ${other}.`
    : `Allow again what was allowed, or ${other}.`;
};

export const listeners = ({ consumers }: EventDiff): string =>
  consumers.length === 0 ? 'nobody' : consumers.join(', ');

export const versionWords = ({ from, to }: VersionComparison): string => (from === to ? to : `${from} -> ${to}`);

const DOES: Readonly<Record<Verdict, string>> = {
  breaking: 'breaks',
  undecided: 'may break',
  compatible: 'is seen by',
};

const deed = ({ field, fate }: FieldImpact): string => {
  const place = field === '' ? 'the event' : `\`${field}\``;
  if (fate === 'removed') return `removing ${place}`;
  if (fate === 'optional') return `making ${place} optional`;
  return fate === 'required' ? `requiring ${place}` : `changing ${place}`;
};

/** "removing `/data/name/0/family` breaks websocket-notifier (owner team-platform)", a line for each field. */
export const impactWords = ({ consumer, owner, fields, announced, version }: ReaderImpact): readonly string[] =>
  fields.map(
    (each) =>
      `${deed(each)} ${announced ? 'awaits' : DOES[each.verdict]} ${consumer} (owner ${owner})${announced ? ` when it moves to ${version}` : ''}`,
  );

const markWords = (mark: boolean | undefined): string =>
  mark === undefined ? 'absent' : mark ? 'marked x-phi' : 'not marked x-phi';

/** "warning phi: `/data/name` was not marked x-phi and is marked x-phi; read by reminder; carried unread by ...". */
export const phiWords = ({ field, before, after, version, readBy, carriedBy, unknown }: PhiImpact): string => {
  const groups = [
    ['read by', readBy],
    ['carried unread by', carriedBy],
    ['not known whether read by', unknown],
  ] as const;
  const told = groups.filter(([, who]) => who.length > 0).map(([how, who]) => `${how} ${who.join(', ')}`);
  const who = told.length === 0 ? 'received by nobody' : told.join('; ');
  const place = field === '' ? 'the event' : `\`${field}\``;
  return `warning phi: ${place} was ${markWords(before)} and is ${markWords(after)} in ${version}; ${who}`;
};

export const unrecordedWords = ({ unrecorded }: EventDiff): string =>
  `Not known which fields ${unrecorded.join(', ')} read${unrecorded.length === 1 ? 's' : ''}: record them by carillon contracts --write.`;

/** "the pattern of order-counter (owner team-orders) matches no v1 ...": a rule has no upcaster. */
export const unmatchedWords = ({ consumer, owner, version, field, expected, received }: Unmatched): string =>
  `the pattern of ${consumer} (owner ${owner}) matches no event of ${version}: at \`${field}\` it asks for ${received}, and there is ${expected}. Until no producer says that version, let the pattern ask for either, with $or`;
