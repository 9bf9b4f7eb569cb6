import { documentClient, ledgerFrom } from '@carillon/runtime/dynamo-ledger';
import { type Handler, instrument } from '@carillon/runtime/observability';
import { task } from '@carillon/runtime/task';
import { type Begun, begin, type TaskInput, taskOf } from '../tasks.ts';
import { workflow } from '../workflow.ts';

const instrumentation = instrument();
const ledger = ledgerFrom(documentClient(), process.env, workflow);

export const handler: Handler<TaskInput, Begun> = task(
  instrumentation,
  ({ executionArn }) => ({ executionArn }),
  async (input) => {
    const begun = await begin(ledger, await taskOf(input), new Date());
    instrumentation.log.info('Run started or skipped', { ...begun });
    return begun;
  },
);
