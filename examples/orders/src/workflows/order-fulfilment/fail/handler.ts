import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, instrument, task } from '@carillon/runtime/observability';
import type { Failure } from '../run.ts';
import { fail, type TaskInput, taskOf } from '../tasks.ts';
import { workflow } from '../workflow.ts';

const instrumentation = instrument();
const ledger = ledgerFrom(documentClient(), process.env, workflow);

interface FailInput extends TaskInput {
  /** The name of the error that was caught, without its cause. */
  readonly code?: string;
}

export const handler: Handler<FailInput, Failure> = task(
  instrumentation,
  ({ executionArn }) => ({ executionArn }),
  async (input) => {
    const error = await fail(ledger, await taskOf(input), input.code, new Date());
    instrumentation.log.warn('Run failed', { code: error.code });
    return error;
  },
);
