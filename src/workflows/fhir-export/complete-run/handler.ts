import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, task } from '@carillon/runtime/observability';
import { instrumentFunction } from '../../../observability.ts';
import { workflow } from '../workflow.ts';
import { type CompleteRunInput, type CompleteRunOutput, completeRun } from './complete-run.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const ledger = ledgerFrom(documentClient(), process.env, workflow);

const about = ({ executionArn }: CompleteRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<CompleteRunInput, CompleteRunOutput> = task(instrumentation, about, async (input) => {
  const completed = await completeRun(ledger, input, new Date());
  const { files, resources, rejected } = completed;
  log.info('Run completed', { files, resources, rejected });
  log.count('RunsCompleted', 1);
  return completed;
});
