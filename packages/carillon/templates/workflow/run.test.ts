import { given } from '@carillon/runtime/testing';
import { describe, it } from 'vitest';
import { RUN_TIMEOUT_SECONDS, type RunEvent, run } from './run.ts';

const runId = 'run-1';
const at = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString();
const start = (executionArn: string, second: number) =>
  ({ name: 'StartRun', runId, executionArn, at: at(second) }) as const;
const started = (executionArn: string, second = 0, attempt = 1): RunEvent => ({
  name: 'TemplateWorkflowStarted',
  data: { runId, executionArn, attempt, startedAt: at(second) },
});
const error = { code: 'States.Timeout', message: 'Too slow.' };
const failed: RunEvent = { name: 'TemplateWorkflowFailed', data: { runId, error } };
const completed: RunEvent = { name: 'TemplateWorkflowCompleted', data: { runId } };
const past = given(run);

describe('a run', () => {
  it('starts once, however often its event is delivered', () => {
    past().when(start('arn:1', 0)).decides(started('arn:1'));
    past(started('arn:1')).when(start('arn:2', 1)).decidesNothing();
    past(started('arn:1'), completed).when(start('arn:2', 1)).decidesNothing();
  });

  it('starts again when it has failed, or was abandoned by its execution', () => {
    past(started('arn:1'), failed)
      .when(start('arn:2', 1))
      .decides(started('arn:2', 1, 2));
    const late = RUN_TIMEOUT_SECONDS + 1;
    const abandoned: RunEvent = {
      name: 'TemplateWorkflowFailed',
      data: {
        runId,
        error: { code: 'ABANDONED', message: 'The run was active for longer than its state machine may take.' },
      },
    };
    past(started('arn:1'))
      .when(start('arn:2', late))
      .decides(abandoned, started('arn:2', late, 2));
  });

  it('is completed once, and only while it is active', () => {
    const complete = { name: 'CompleteRun', runId } as const;
    past(started('arn:1')).when(complete).decides(completed);
    past(started('arn:1'), completed).when(complete).decidesNothing();
    past().when(complete).refuses('RUN_NOT_ACTIVE');
    past(started('arn:1'), failed).when(complete).refuses('RUN_NOT_ACTIVE');
  });

  it('fails while it is active, and else stays as it is', () => {
    const fail = { name: 'FailRun', runId, error } as const;
    past(started('arn:1')).when(fail).decides(failed);
    past(started('arn:1'), completed).when(fail).decidesNothing();
    past().when(fail).decidesNothing();
  });
});
