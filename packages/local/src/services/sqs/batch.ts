import { AwsError, isAwsError } from '../../kernel/errors.ts';

interface Entry {
  readonly Id: string | undefined;
}

export interface FailedEntry {
  Id: string;
  SenderFault: boolean;
  Code: string;
  Message: string;
}

const MOST_ENTRIES = 10;

/** The faults of a batch as a whole. @throws AwsError */
const checkEntries = (entries: readonly Entry[]): void => {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > MOST_ENTRIES)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`,
    );
  const ids = entries.map(({ Id }) => Id ?? '');
  if (ids.some((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id)))
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
};

/** Each entry by itself: what fails is listed beside what succeeded. @throws AwsError for the batch as a whole. */
export const eachEntry = <E extends Entry, R>(
  entries: readonly E[] | undefined,
  act: (entry: E) => R,
): { Successful: (R & { Id: string })[]; Failed: FailedEntry[] } => {
  checkEntries(entries ?? []);
  const Successful: (R & { Id: string })[] = [];
  const Failed: FailedEntry[] = [];
  for (const entry of entries ?? []) {
    const Id = entry.Id ?? '';
    try {
      Successful.push({ ...act(entry), Id });
    } catch (error) {
      if (!isAwsError(error)) throw error;
      Failed.push({ Id, SenderFault: error.fault === 'client', Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
};
