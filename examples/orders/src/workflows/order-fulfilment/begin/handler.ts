import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, instrument, task } from '@carillon/runtime/observability';
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
