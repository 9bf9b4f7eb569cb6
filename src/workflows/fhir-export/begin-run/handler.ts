import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import { task } from '@carillon/runtime/task';
import { type Handler, watching } from '@carillon/runtime/watch';
import { workflow } from '../workflow.ts';
import { type BeginRunInput, type BeginRunOutput, beginRun } from './begin-run.ts';

const watch = watching();
const ledger = ledgerFrom(documentClient(), process.env);

const about = ({ executionArn }: BeginRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = workflow.runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: Handler<BeginRunInput, BeginRunOutput> = task(watch, about, async (input) => {
  const begun = await beginRun(ledger, input, new Date());
  watch.log.info('Run begun or skipped', { outcome: begun.outcome });
  return begun;
});
