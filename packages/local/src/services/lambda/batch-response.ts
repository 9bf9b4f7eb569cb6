import { parseJson } from '../../kernel/json.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * Which messages of a batch failed, by a ReportBatchItemFailures response (Lambda Developer Guide, "Implementing partial
 * batch responses", success and failure conditions): all of them when the response is no such response, names nothing,
 * or names a message that is not in the batch.
 */
export const failedMessages = (payload: string, messageIds: readonly string[]): readonly string[] => {
  const response: unknown = parseJson(payload);
  if (isEmpty(response)) return [];
  if (!isRecord(response)) return messageIds;
  const failures = response.batchItemFailures;
  if (isEmpty(failures) && failures !== '') return [];
  if (!Array.isArray(failures)) return messageIds;
  const named = failures.map((failure: unknown) => (isRecord(failure) ? failure.itemIdentifier : undefined));
  const known = named.filter((id): id is string => typeof id === 'string' && messageIds.includes(id));
  return known.length === named.length ? [...new Set(known)] : messageIds;
};
