import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import { task } from '@carillon/runtime/task';
import { type Handler, watching } from '@carillon/runtime/watch';
import { workflow } from '../workflow.ts';
import { type FailRunInput, type FailRunOutput, failRun } from './fail-run.ts';

const watch = watching();
const ledger = ledgerFrom(documentClient(), process.env);

const about = ({ executionArn }: FailRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<FailRunInput, FailRunOutput> = task(watch, about, async (input) => {
  const failed = await failRun(ledger, input, new Date());
  watch.log.warn('Run failed', { code: failed.error.code });
  watch.log.count('RunsFailed', 1);
  return failed;
});
