import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, task } from '@carillon/runtime/observability';
import { instrumentFunction } from '../../../observability.ts';
import { workflow } from '../workflow.ts';
import { type FailRunInput, type FailRunOutput, failRun } from './fail-run.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const ledger = ledgerFrom(documentClient(), process.env, workflow);

const about = ({ executionArn }: FailRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<FailRunInput, FailRunOutput> = task(instrumentation, about, async (input) => {
  const failed = await failRun(ledger, input, new Date());
  log.warn('Run failed', { code: failed.error.code });
  log.count('RunsFailed', 1);
  return failed;
});
