import { Logger } from '@aws-lambda-powertools/logger';
import { documentClient, ledgerFrom } from '../ledger.ts';
import { runIdOf } from '../run-id.ts';
import { task } from '../task.ts';
import { type FailRunInput, type FailRunOutput, failRun } from './fail-run.ts';

const logger = new Logger();
const ledger = ledgerFrom(documentClient(), process.env);

const about = ({ executionArn }: FailRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: (input: FailRunInput) => Promise<FailRunOutput> = task(logger, about, async (input) => {
  const failed = await failRun(ledger, input, new Date());
  logger.warn('Run failed', { code: failed.error.code });
  return failed;
});
