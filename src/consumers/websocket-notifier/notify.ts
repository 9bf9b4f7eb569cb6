import { CodedError } from '@carillon/runtime/errors';
import type { Notice } from './notice.ts';
import type { Roster } from './roster.ts';

/** Sends to one connection; `gone` when it is no more (410). @throws whatever else went wrong */
export type Post = (connectionId: string, message: string) => Promise<'sent' | 'gone'>;

export interface Notifying {
  readonly roster: Pick<Roster, 'subscribers' | 'leave'>;
  readonly post: Post;
}

/** Each connection that asked for one of the subjects, with the first of them. */
const recipients = async ({ subjects }: Notice, roster: Notifying['roster']): Promise<ReadonlyMap<string, string>> => {
  const lists = await Promise.all(subjects.map((subject) => roster.subscribers(subject)));
  const found = new Map<string, string>();
  lists.forEach((list, place) => {
    for (const connectionId of list) if (!found.has(connectionId)) found.set(connectionId, subjects[place] ?? '');
  });
  return found;
};

/**
 * Tells everybody who asked. A connection that is gone leaves the roster, and one that fails keeps no other waiting.
 * @throws CodedError POST_FAILED when somebody could not be told, after all others were: told again, they know by id
 */
export const notify = async (notice: Notice, { roster, post }: Notifying): Promise<void> => {
  const { id, type, at, facts } = notice;
  const tell = async ([connectionId, subject]: readonly [string, string]): Promise<void> => {
    const answer = await post(connectionId, JSON.stringify({ id, subject, type, at, facts }));
    if (answer === 'gone') await roster.leave(connectionId);
  };
  const outcomes = await Promise.allSettled([...(await recipients(notice, roster))].map(tell));
  const failed = outcomes.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) throw new CodedError('POST_FAILED', `${failed} of ${outcomes.length} connections`, true);
};
