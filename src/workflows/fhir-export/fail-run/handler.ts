import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import type { Handler } from '@carillon/runtime/observability';
import { task } from '@carillon/runtime/task';
import { instrumented } from '../../../observability.ts';
import { workflow } from '../workflow.ts';
import { type FailRunInput, type FailRunOutput, failRun } from './fail-run.ts';

const observability = instrumented();
const ledger = ledgerFrom(documentClient(), process.env, workflow);

const about = ({ executionArn }: FailRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<FailRunInput, FailRunOutput> = task(observability, about, async (input) => {
  const failed = await failRun(ledger, input, new Date());
  observability.log.warn('Run failed', { code: failed.error.code });
  observability.log.count('RunsFailed', 1);
  return failed;
});
