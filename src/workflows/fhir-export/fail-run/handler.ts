import { type Handler, watching } from '@carillon/runtime/watch';
import { documentClient, ledgerFrom } from '../ledger.ts';
import { runIdOf } from '../run-id.ts';
import { task } from '../task.ts';
import { type FailRunInput, type FailRunOutput, failRun } from './fail-run.ts';

const watch = watching();
const ledger = ledgerFrom(documentClient(), process.env);

const about = ({ executionArn }: FailRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<FailRunInput, FailRunOutput> = task(watch, about, async (input) => {
  const failed = await failRun(ledger, input, new Date());
  watch.log.warn('Run failed', { code: failed.error.code });
  watch.log.count('RunsFailed', 1);
  return failed;
});
