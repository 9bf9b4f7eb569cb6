import type { CheckedCatalog, CheckedEvent } from '../stages.ts';
import { type Comparison, compareSchemas, type Policy, type Verdict, worst } from './compare-schemas.ts';
import { eventSchema } from './event-schema.ts';
import { phiChanges } from './phi-changes.ts';

/** What became of an event as a whole. */
export type Fate = 'kept' | 'added' | 'removed' | 'moved';

/** Two schemas of an event and the verdict on them. */
export interface VersionComparison extends Comparison {
  readonly from: string;
  readonly to: string;
  /** Whether `to` is a version of its own: then a breaking change is what it is for, and no fault. */
  readonly announced: boolean;
}

/** What became of an event between two catalogs. */
export interface EventComparison {
  readonly event: string;
  readonly owner: string;
  readonly fate: Fate;
  readonly policy: Policy;
  readonly verdict: Verdict;
  /** Who sends and who listens, in the older catalog. */
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  /** What happened to the event beside its schemas; undefined where nothing did. */
  readonly note?: string;
  readonly versions: readonly VersionComparison[];
}

type PolicyOf = (domain: string) => Policy;

/** Every event of two catalogs: its published versions against what became of them, a new version against the one before. */
export function compareCatalogs(
  before: CheckedCatalog,
  after: CheckedCatalog,
  policyOf: PolicyOf,
): readonly EventComparison[] {
  const names = new Set([...before.events, ...after.events].map(({ name }) => name));
  return [...names].toSorted().flatMap((name) => {
    const [old, now] = [before, after].map(({ events }) => events.find((event) => event.name === name));
    if (now === undefined) return old === undefined ? [] : [removed(old, policyOf(old.domain))];
    const about = { ...aboutEvent(old ?? now), policy: policyOf(now.domain) };
    if (old === undefined) return [{ ...about, fate: 'added', verdict: 'compatible', versions: [] }];
    return [compareEvent({ before, after, old, now, policy: about.policy })];
  });
}

const aboutEvent = ({
  name,
  owner,
  producers,
  consumers,
}: CheckedEvent): Pick<EventComparison, 'event' | 'owner' | 'producers' | 'consumers'> => ({
  event: name,
  owner,
  producers,
  consumers,
});

const removed = (old: CheckedEvent, policy: Policy): EventComparison => ({
  ...aboutEvent(old),
  policy,
  fate: 'removed',
  verdict: 'breaking',
  note: `The event is gone; ${old.consumers.length === 0 ? 'nobody listened' : `${old.consumers.join(', ')} listened`}.`,
  versions: [],
});

interface Pair {
  readonly before: CheckedCatalog;
  readonly after: CheckedCatalog;
  readonly old: CheckedEvent;
  readonly now: CheckedEvent;
  readonly policy: Policy;
}

function compareEvent(pair: Pair): EventComparison {
  const { old, now, policy } = pair;
  const about = { ...aboutEvent(old), policy };
  if (old.source !== now.source) {
    const note = `Its source was ${old.source} and is ${now.source}: patterns for the one do not match the other.`;
    return { ...about, fate: 'moved', verdict: 'breaking', note, versions: [] };
  }
  const files = filesOf(pair.before, old);
  const gone = files.filter((file) => !pair.after.loaded.schemas.has(file));
  const versions = [
    ...files.filter((file) => !gone.includes(file)).flatMap((file) => compareFiles(pair, file, file)),
    ...(now.file === old.file || files.includes(now.file) || gone.includes(old.file)
      ? []
      : compareFiles(pair, old.file, now.file)),
  ];
  const verdicts = versions.filter(({ announced }) => !announced).map(({ verdict }) => verdict);
  return {
    ...about,
    fate: 'kept',
    verdict: gone.length > 0 ? 'breaking' : worst(verdicts),
    ...(gone.length > 0 ? { note: `${gone.join(', ')} is gone, and stored events have it.` } : {}),
    versions,
  };
}

const filesOf = ({ loaded }: CheckedCatalog, { file }: CheckedEvent): readonly string[] => {
  const folder = file.replace(/v\d+\.json$/, 'v');
  return [...loaded.schemas.keys()].filter((other) => other.startsWith(folder)).toSorted();
};

function compareFiles({ before, after, policy }: Pair, from: string, to: string): readonly VersionComparison[] {
  const [one, other] = [eventSchema(before.loaded.schemas, from), eventSchema(after.loaded.schemas, to)];
  const { verdict, changes: valid } = compareSchemas(one, other, policy);
  const changes = [...valid, ...phiChanges(one.root, other.root)];
  return changes.length === 0 && from === to ? [] : [{ from, to, announced: from !== to, verdict, changes }];
}
