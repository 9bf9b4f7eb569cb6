import { isJsonObject, type Json, type JsonObject, parseJson } from '../../kernel/json.ts';
import type { Numbered, Waiting } from './buffer.ts';

/** What a transform Lambda made of one record. */
export type Outcome =
  | { readonly kind: 'ok'; readonly record: Waiting; readonly partition: Readonly<Record<string, string>> }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'failed'; readonly record: Waiting; readonly code: string; readonly message: string };

const recordId = (n: number): string => `49${String(n).padStart(54, '0')}`;

/** The event of "Transform source data": what a function behind a Firehose stream is invoked with. */
export const transformEvent = (
  batch: readonly Numbered[],
  stream: { readonly arn: string; readonly region: string; readonly invocationId: string },
): JsonObject => ({
  invocationId: stream.invocationId,
  deliveryStreamArn: stream.arn,
  region: stream.region,
  records: batch.map(({ n, entry }) => ({
    recordId: recordId(n),
    approximateArrivalTimestamp: entry.at,
    data: entry.data,
  })),
});

/** Codes and texts as "Monitor Firehose using CloudWatch Logs", Lambda invocation errors, has them. */
const FAILURES = {
  'Lambda.FunctionError': 'The Lambda function was successfully invoked but it returned an error result.',
  'Lambda.JsonProcessingException':
    'There was an error parsing returned records from the Lambda function. Ensure that the returned records follow the status model required by Firehose.',
  'Lambda.MissingRecordId':
    'There was an error parsing returned records from the Lambda function. The Lambda function did not return all record IDs.',
  'Lambda.DuplicatedRecordId': 'The Lambda function returned several records with the same record ID.',
  'Lambda.ProcessingFailedStatus': 'The Lambda function returned the record with the status ProcessingFailed.',
  'DynamicPartitioning.MissingPartitionKey': 'The record has no value for a partition key that the prefix names.',
  'DynamicPartitioning.ActivePartitionsLimitExceeded':
    'The delivery stream has as many active partitions as it may have.',
} as const;

export type FailureCode = keyof typeof FAILURES;

export const failed = (record: Waiting, code: FailureCode): Outcome => ({
  kind: 'failed',
  record,
  code,
  message: FAILURES[code],
});

const isBase64 = (value: Json | undefined): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value);

const partitionOf = (returned: JsonObject, keys: readonly string[]): Readonly<Record<string, string>> | undefined => {
  const metadata = isJsonObject(returned.metadata) ? returned.metadata : {};
  const given = isJsonObject(metadata.partitionKeys) ? metadata.partitionKeys : {};
  const values = keys.map((key) => [key, given[key]] as const);
  if (values.some(([, value]) => value === undefined || value === null || value === '')) return undefined;
  return Object.fromEntries(values.map(([key, value]) => [key, String(value)]));
};

const outcomeOf = (record: Waiting, returned: JsonObject, keys: readonly string[]): Outcome => {
  switch (returned.result) {
    case 'Dropped':
      return { kind: 'dropped' };
    case 'ProcessingFailed':
      return failed(record, 'Lambda.ProcessingFailedStatus');
    case 'Ok': {
      if (!isBase64(returned.data)) return failed(record, 'Lambda.JsonProcessingException');
      const partition = partitionOf(returned, keys);
      if (partition === undefined) return failed(record, 'DynamicPartitioning.MissingPartitionKey');
      return { kind: 'ok', record: { data: returned.data, at: record.at }, partition };
    }
    default:
      return failed(record, 'Lambda.JsonProcessingException');
  }
};

const returnedRecords = (payload: string): readonly JsonObject[] | undefined => {
  try {
    const answer = parseJson(payload);
    const records = isJsonObject(answer) ? answer.records : undefined;
    return Array.isArray(records) && records.every(isJsonObject) ? records : undefined;
  } catch {
    return undefined;
  }
};

/** One outcome a record of the batch, in its order, whatever the function answered: none is lost, none is made up. */
export const judge = (batch: readonly Numbered[], payload: string, keys: readonly string[]): readonly Outcome[] => {
  const returned = returnedRecords(payload);
  if (returned === undefined) return batch.map(({ entry }) => failed(entry, 'Lambda.JsonProcessingException'));
  const byId = Map.groupBy(returned, (each) => String(each.recordId));
  return batch.map(({ n, entry }) => {
    const [first, ...more] = byId.get(recordId(n)) ?? [];
    if (first === undefined) return failed(entry, 'Lambda.MissingRecordId');
    return more.length === 0 ? outcomeOf(entry, first, keys) : failed(entry, 'Lambda.DuplicatedRecordId');
  });
};
