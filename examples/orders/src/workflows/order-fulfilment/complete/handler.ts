import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import { type Handler, instrument } from '@carillon/runtime/observability';
import { task } from '@carillon/runtime/task';
import { complete, type TaskInput, taskOf } from '../tasks.ts';
import { workflow } from '../workflow.ts';

const instrumentation = instrument();
const ledger = ledgerFrom(documentClient(), process.env, workflow);

export const handler: Handler<TaskInput, void> = task(
  instrumentation,
  ({ executionArn }) => ({ executionArn }),
  async (input) => complete(ledger, await taskOf(input), new Date()),
);
