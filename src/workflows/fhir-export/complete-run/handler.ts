import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import type { Handler } from '@carillon/runtime/observability';
import { task } from '@carillon/runtime/task';
import { instrumented } from '../../../observability.ts';
import { workflow } from '../workflow.ts';
import { type CompleteRunInput, type CompleteRunOutput, completeRun } from './complete-run.ts';

const observability = instrumented();
const ledger = ledgerFrom(documentClient(), process.env, workflow);

const about = ({ executionArn }: CompleteRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<CompleteRunInput, CompleteRunOutput> = task(observability, about, async (input) => {
  const completed = await completeRun(ledger, input, new Date());
  const { files, resources, rejected } = completed;
  observability.log.info('Run completed', { files, resources, rejected });
  observability.log.count('RunsCompleted', 1);
  return completed;
});
