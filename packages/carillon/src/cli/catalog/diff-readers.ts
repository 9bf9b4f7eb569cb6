import type { CheckedCatalog } from '@carillon/catalog/check';
import { type EventComparison, eventSchema, type Impact, impactsOf, worst } from '@carillon/catalog/diff';
import { type Receivers, receiversOf } from '@carillon/catalog/phi';
import type { Reads } from '@carillon/catalog/reads';
import { type Unmatched, unmatchedBy } from './diff-patterns.ts';

/** What a change of an event does to those who read it. */
export interface ReaderImpact extends Impact {
  /** The version that does it; a version of its own is read by who moves to it, and counts against nobody. */
  readonly version: string;
  readonly announced: boolean;
}

/** A field that identifies a person and did not, or the other way about, and who has it in hand. */
export interface PhiImpact extends Receivers {
  readonly kind: 'phi';
  /** The version that says so now. */
  readonly version: string;
  readonly field: string;
  /** Undefined where there was no such field. */
  readonly before: boolean | undefined;
  readonly after: boolean;
}

export interface EventDiff extends EventComparison {
  readonly impacts: readonly ReaderImpact[];
  readonly phi: readonly PhiImpact[];
  /** Who listens and has no recorded reads: of these no field is known. */
  readonly unrecorded: readonly string[];
  /** Whose rules miss the version before a new one, which is told beside it until its producers are deployed. */
  readonly unmatched: readonly Unmatched[];
}

export interface Catalogs {
  readonly before: CheckedCatalog;
  readonly after: CheckedCatalog;
  readonly reads: ReadonlyMap<string, Reads>;
}

const wholly = ({ event, fate }: EventComparison, reads: Iterable<Reads>): readonly ReaderImpact[] =>
  [...reads]
    .filter(({ events }) => Object.hasOwn(events, event))
    .map(({ consumer, owner }) => ({
      consumer,
      owner,
      verdict: 'breaking' as const,
      fields: [
        {
          field: '',
          fate: fate === 'removed' ? ('removed' as const) : ('changed' as const),
          verdict: 'breaking' as const,
        },
      ],
      version: '',
      announced: false,
    }));

const byVersion = (comparison: EventComparison, { before, after, reads }: Catalogs): readonly ReaderImpact[] =>
  comparison.versions.flatMap(({ from, to, announced, changes }) => {
    const [one, other] = [eventSchema(before.loaded.schemas, from).root, eventSchema(after.loaded.schemas, to).root];
    const impacts = impactsOf(comparison.event, { before: one, after: other, changes }, reads.values());
    return impacts.map((impact) => ({ ...impact, version: to, announced }));
  });

const marksOf = ({ event, versions }: EventComparison, { after, reads }: Catalogs): readonly PhiImpact[] => {
  const now = after.events.find(({ name }) => name === event);
  if (now === undefined) return [];
  return versions.flatMap(({ to, changes }) =>
    changes
      .filter(({ keyword }) => keyword === 'x-phi')
      .map(({ field, before, after: mark }) => ({
        ...{ kind: 'phi' as const, version: to, field },
        ...{ before: before === undefined ? undefined : before === true, after: mark === true },
        ...receiversOf(now, field, reads),
      })),
  );
};

/** A comparison with what it means to each consumer; who breaks by it breaks the event. */
export const withReaders = (comparison: EventComparison, catalogs: Catalogs): EventDiff => {
  const { fate, consumers, verdict } = comparison;
  const impacts =
    fate === 'kept'
      ? byVersion(comparison, catalogs)
      : fate === 'added'
        ? []
        : wholly(comparison, catalogs.reads.values());
  const counted = impacts.filter(({ announced }) => !announced).map((impact) => impact.verdict);
  return {
    ...comparison,
    verdict: worst([verdict, ...counted]),
    impacts,
    phi: marksOf(comparison, catalogs),
    unmatched: fate === 'kept' ? unmatchedBy(comparison, catalogs.after) : [],
    unrecorded: fate === 'added' ? [] : consumers.filter((name) => !catalogs.reads.has(name)),
  };
};
