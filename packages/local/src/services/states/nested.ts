import { type JsonObject, parseExactJson } from '../../kernel/json.ts';
import type { Execution } from './execution.ts';
import type { ExecutionRow, Waiter } from './execution-store.ts';
import type { Signal } from './signal.ts';
import { why } from './work.ts';

/** A nested execution as `startExecution.sync` answers it: texts; as `.sync:2`: JSON. */
const described = (row: ExecutionRow, parsed: boolean): JsonObject => {
  const value = (text: string) => (parsed ? parseExactJson(text) : text);
  return {
    ExecutionArn: row.executionArn,
    Input: value(row.input),
    InputDetails: { Included: true },
    Name: row.name,
    ...(row.output === undefined ? {} : { Output: value(row.output), OutputDetails: { Included: true } }),
    ...(row.error === undefined ? {} : { Error: row.error }),
    ...(row.cause === undefined ? {} : { Cause: row.cause }),
    StartDate: row.startDate,
    StateMachineArn: row.machineArn,
    Status: row.status,
    StopDate: row.stopDate ?? row.startDate,
  };
};

/** The end of a nested execution is the end of the task that started it. */
const nestedResult = (row: ExecutionRow, waiter: Waiter & { readonly kind: 'task' }): Signal => {
  const { thread, scheduled, parsed } = waiter;
  if (row.status === 'SUCCEEDED') return { type: 'TaskSucceeded', thread, scheduled, output: described(row, parsed) };
  const cause = JSON.stringify(described(row, parsed));
  return { type: 'TaskFailed', thread, scheduled, error: 'States.TaskFailed', cause };
};

/** What the end of a child that was not written is to its Map run. */
export const childResult = (waiter: Waiter, { status, output, error, cause }: Execution): Signal => {
  const { thread } = waiter;
  const index = waiter.kind === 'item' ? waiter.index : 0;
  if (status === 'SUCCEEDED') return { type: 'ChildSucceeded', thread, index, output: output ?? null };
  return { type: 'ChildFailed', thread, index, ...why({ error, cause }) };
};

/** What the end of an execution is to the one that waits for it. */
export const resultFor = (row: ExecutionRow, waiter: Waiter): Signal => {
  if (waiter.kind === 'task') return nestedResult(row, waiter);
  const { status, output, error, cause } = row;
  const { thread, index } = waiter;
  if (status === 'SUCCEEDED')
    return { type: 'ChildSucceeded', thread, index, output: parseExactJson(output ?? 'null') };
  return { type: 'ChildFailed', thread, index, ...why({ error, cause }) };
};
