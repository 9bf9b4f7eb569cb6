import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, instrument, task } from '@carillon/runtime/observability';
import { complete, type TaskInput, taskOf } from '../tasks.ts';
import { workflow } from '../workflow.ts';

const instrumentation = instrument();
const ledger = ledgerFrom(documentClient(), process.env, workflow);

export const handler: Handler<TaskInput, void> = task(
  instrumentation,
  ({ executionArn }) => ({ executionArn }),
  async (input) => complete(ledger, await taskOf(input), new Date()),
);
