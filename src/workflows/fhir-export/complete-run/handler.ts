import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import { task } from '@carillon/runtime/task';
import { type Handler, watching } from '@carillon/runtime/watch';
import { workflow } from '../workflow.ts';
import { type CompleteRunInput, type CompleteRunOutput, completeRun } from './complete-run.ts';

const watch = watching();
const ledger = ledgerFrom(documentClient(), process.env);

const about = ({ executionArn }: CompleteRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<CompleteRunInput, CompleteRunOutput> = task(watch, about, async (input) => {
  const completed = await completeRun(ledger, input, new Date());
  const { files, resources, rejected } = completed;
  watch.log.info('Run completed', { files, resources, rejected });
  watch.log.count('RunsCompleted', 1);
  return completed;
});
