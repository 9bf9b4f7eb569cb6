import { Logger } from '@aws-lambda-powertools/logger';
import { documentClient, ledgerFrom } from '../ledger.ts';
import { runIdOf } from '../run-id.ts';
import { task } from '../task.ts';
import { type CompleteRunInput, type CompleteRunOutput, completeRun } from './complete-run.ts';

const logger = new Logger();
const ledger = ledgerFrom(documentClient(), process.env);

const about = ({ executionArn }: CompleteRunInput): { readonly correlationId: string; readonly runId: string } => {
  const runId = runIdOf(executionArn);
  return { correlationId: runId, runId };
};

export const handler: (input: CompleteRunInput) => Promise<CompleteRunOutput> = task(logger, about, async (input) => {
  const completed = await completeRun(ledger, input, new Date());
  const { files, resources, rejected } = completed;
  logger.info('Run completed', { files, resources, rejected });
  return completed;
});
