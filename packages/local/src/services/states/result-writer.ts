import { type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';
import { isoTimestamp } from './iso-timestamp.ts';
import type { ResultTarget } from './item-source.ts';

/** A child execution in a result file (Map state, "ResultWriter"). */
const entryOf = (row: ExecutionRow): JsonObject => ({
  ExecutionArn: row.executionArn,
  Input: row.input,
  InputDetails: { Included: true },
  Name: row.name,
  ...(row.output === undefined ? {} : { Output: row.output, OutputDetails: { Included: true } }),
  ...(row.error === undefined ? {} : { Error: row.error }),
  ...(row.cause === undefined ? {} : { Cause: row.cause }),
  RedriveCount: row.redriveCount ?? 0,
  RedriveStatus: row.status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
  StartDate: isoTimestamp(row.startDate),
  StateMachineArn: row.machineArn,
  Status: row.status,
  StopDate: isoTimestamp(row.stopDate ?? row.startDate),
});

const outputOf = (row: ExecutionRow): Json => parseExactJson(row.output ?? 'null');

const contentOf = (rows: readonly ExecutionRow[], { transformation, outputType }: ResultTarget): string => {
  const outputs = (): readonly Json[] => rows.map(outputOf);
  const entries: readonly Json[] =
    transformation === 'NONE'
      ? rows.map(entryOf)
      : transformation === 'COMPACT'
        ? outputs()
        : (outputs().flat() as Json[]);
  return outputType === 'JSON' ? JSON.stringify(entries) : entries.map((each) => `${JSON.stringify(each)}\n`).join('');
};

const NAMES: Readonly<Record<string, string>> = { SUCCEEDED: 'SUCCEEDED' };

/** Writes the results of a Map run's children and the manifest that names the files. @throws AwsError of S3 */
export const writeResults = async (
  kernel: Kernel,
  store: ExecutionStore,
  { roleArn }: ExecutionRow,
  target: ResultTarget,
): Promise<void> => {
  const { bucket, folder, mapRunArn, outputType } = target;
  // Keys of histories are numbered in the order of starting.
  const children = [...store.byOwner(mapRunArn)].map(({ row }) => row).sort((a, b) => (a.key < b.key ? -1 : 1));
  const put = async (key: string, body: string): Promise<{ readonly Key: string; readonly Size: number }> => {
    const bytes = Buffer.from(body);
    const call = { caller: roleArn, requestId: kernel.identity.uuid() };
    await kernel.operations.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: bytes }, call);
    return { Key: key, Size: bytes.length };
  };
  const files: Record<string, readonly object[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const name of ['SUCCEEDED', 'FAILED'] as const) {
    const rows = children.filter(({ status }) => (NAMES[status] ?? 'FAILED') === name);
    if (rows.length === 0) continue;
    const form: ResultTarget = name === 'FAILED' ? { ...target, transformation: 'NONE' } : target;
    files[name] = [await put(`${folder}${name}_0.${outputType.toLowerCase()}`, contentOf(rows, form))];
  }
  const manifest = { DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files };
  await put(`${folder}manifest.json`, JSON.stringify(manifest));
};
