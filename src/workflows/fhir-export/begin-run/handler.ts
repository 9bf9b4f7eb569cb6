import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import type { Handler } from '@carillon/runtime/observability';
import { task } from '@carillon/runtime/task';
import { instrumented } from '../../../observability.ts';
import { workflow } from '../workflow.ts';
import { type BeginRunInput, type BeginRunOutput, beginRun } from './begin-run.ts';

const observability = instrumented();
const ledger = ledgerFrom(documentClient(), process.env, workflow);

const about = ({ executionArn }: BeginRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<BeginRunInput, BeginRunOutput> = task(observability, about, async (input) => {
  const begun = await beginRun(ledger, input, new Date());
  observability.log.info('Run begun or skipped', { outcome: begun.outcome });
  return begun;
});
