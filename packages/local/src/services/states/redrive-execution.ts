import type { RedriveExecutionCommandInput, RedriveExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Instant } from '../../kernel/clock.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Operation } from '../../kernel/operations.ts';
import { type Answer, existing, on } from './api.ts';
import type { Engine } from './engine.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';

/** "Redrivable period": 14 days after the execution has ended. */
const REDRIVABLE = 14 * 24 * 3_600_000;

/** Why an execution cannot be redriven; `undefined` when it can ("Eligibility conditions for redriving executions"). */
export const notRedrivable = ({ status, stopDate, cause }: ExecutionRow, now: Instant): string | undefined => {
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (stopDate !== undefined && now - stopDate > REDRIVABLE)
    return 'Execution is FAILED and cannot be redriven because its redrivable period of 14 days has passed';
  if (cause?.startsWith('The execution reached the maximum number of history events') === true)
    return 'Execution history exceeds the maximum number of events and cannot be redriven';
  return undefined;
};

const refused = (reason: string): AwsError =>
  new AwsError('ExecutionNotRedrivable', `Execution Not Redrivable: '${reason}'`);

/** API reference, RedriveExecution: what succeeded is kept, what was under way is done again. */
export const redriveExecution = (
  kernel: Kernel,
  store: ExecutionStore,
  engine: Engine,
): Operation<RedriveExecutionCommandInput, Answer<RedriveExecutionCommandOutput>> => ({
  needs: ({ executionArn }) => on('RedriveExecution', executionArn),
  run: ({ executionArn, clientToken }) =>
    new Promise((resolve, reject) => {
      kernel.journal.afterCommit(() => {
        try {
          resolve({ redriveDate: redrive(executionArn, clientToken) });
        } catch (error) {
          reject(error);
        }
      });
      const redrive = (arn: string | undefined, token: string | undefined): Date => {
        const row = existing(store, arn);
        if (token !== undefined && row.redriveToken === token && row.redriveDate !== undefined)
          return new Date(row.redriveDate);
        const reason = notRedrivable(row, kernel.clock.now());
        if (reason !== undefined) throw refused(reason);
        if (row.mapRunArn !== undefined) throw refused('Child workflow executions are redriven by their Map Run');
        return new Date(engine.redrive(row, token).redriveDate ?? kernel.clock.now());
      };
    }),
});
