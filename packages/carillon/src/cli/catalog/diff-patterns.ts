import type { CheckedCatalog } from '@carillon/catalog/check';
import type { EventComparison } from '@carillon/catalog/diff';
import { judgeMessage, type Reason } from '@carillon/catalog/patterns';

/** A consumer whose rule lets no event of the version before through, which producers may still say. */
export interface Unmatched {
  readonly consumer: string;
  readonly owner: string;
  /** The schema file of that version. */
  readonly version: string;
  /** A pointer into the detail, and why nothing matches there. */
  readonly field: string;
  readonly expected: string;
  readonly received: string;
}

const fieldOf = ({ path }: Reason): string => `/${path.filter((each) => each !== 'detail').join('/')}`;

/** Rules match what is sent, before any upcaster: whose pattern fits the new version of an event alone. */
export const unmatchedBy = ({ event, versions }: EventComparison, after: CheckedCatalog): readonly Unmatched[] => {
  const message = after.loaded.messages.find(({ name }) => name === event);
  if (message === undefined) return [];
  const before = versions.filter(({ announced }) => announced).map(({ from }) => from);
  const listeners = after.consumers.filter(({ receives }) => receives.some((each) => each.event === event));
  return before.flatMap((version) =>
    listeners.flatMap(({ name, owner, pattern }) => {
      const { reasons } = judgeMessage(after.loaded.schemas, { ...message, file: version }, pattern);
      return reasons.map((reason) => {
        const { expected, received } = reason;
        return { consumer: name, owner, version, field: fieldOf(reason), expected, received };
      });
    }),
  );
};
