import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, task } from '@carillon/runtime/observability';
import { instrumentFunction } from '../../../observability.ts';
import { workflow } from '../workflow.ts';
import { type BeginRunInput, type BeginRunOutput, beginRun } from './begin-run.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const ledger = ledgerFrom(documentClient(), process.env, workflow);

const about = ({ executionArn }: BeginRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<BeginRunInput, BeginRunOutput> = task(instrumentation, about, async (input) => {
  const begun = await beginRun(ledger, input, new Date());
  log.info('Run begun or skipped', { outcome: begun.outcome });
  return begun;
});
