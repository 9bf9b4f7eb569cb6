import type { Activities, Activity } from './kernel/activity.ts';
import type { Journal } from './kernel/journal.ts';

/** How often a service did something: by action, and by the fact that tells kinds apart (a detail-type, say). */
export interface Metered {
  readonly service: string;
  readonly action: string;
  readonly kind: string;
  readonly count: number;
}

export interface Meter {
  read(): readonly Metered[];
}

/** The fact that tells one kind of an action from another. */
const kindOf = ({ facts = {} }: Activity): string => String(facts.detailType ?? facts.kind ?? '');

/** Counts survive a restart: they are written in the transaction of what they count. */
export const meterOn = (journal: Journal, activity: Activities): Meter => {
  const table = journal.table<number>('meter');
  activity.watch((noted) => {
    const key = `${noted.service}|${noted.action}|${kindOf(noted)}`;
    table.put(key, (table.get(key) ?? 0) + 1);
  });
  return {
    read: () =>
      table.scan().map(([key, count]) => {
        const [service = '', action = '', kind = ''] = key.split('|');
        return { service, action, kind, count };
      }),
  };
};
