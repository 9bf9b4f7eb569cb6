import { DescribeExecutionCommand, SendTaskFailureCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { workflow } from '../../../src/workflows/fhir-export/workflow.ts';
import { queueNamed, stateMachine, tableNamed } from '../cloud-clients.ts';
import type { StandingCarillon } from '../standing-carillon.ts';
import { waitUntil } from '../wait-until.ts';

const countIn = async ({ clients }: StandingCarillon, part: string): Promise<number> => {
  const asked = new GetQueueAttributesCommand({
    QueueUrl: await queueNamed(clients, part),
    AttributeNames: ['ApproximateNumberOfMessages'],
  });
  return Number((await clients.sqs.send(asked)).Attributes?.ApproximateNumberOfMessages ?? 0);
};

/** Sees to it that a message lies in a dead-letter queue: one that was put back comes again, else one is sent. */
export const deadLetterIn = async (cloud: StandingCarillon, queue: string, deadLetters: string): Promise<void> => {
  if ((await countIn(cloud, deadLetters)) > 0) return;
  const QueueUrl = await queueNamed(cloud.clients, queue);
  await cloud.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'no json' }));
  await waitUntil(
    'the dead letter',
    () => countIn(cloud, deadLetters),
    (count) => count > 0,
  );
};

const tokens = async ({ clients }: StandingCarillon): Promise<readonly Readonly<Record<string, unknown>>[]> =>
  (await clients.dynamodb.send(new ScanCommand({ TableName: await tableNamed(clients, 'CallbackTable') }))).Items ?? [];

const TRIES = 20;

/** A run whose export is failed from outside, and its id; a run that is skipped or quicker than that is let go. */
export const failedRun = async (cloud: StandingCarillon): Promise<string> => {
  const { sfn } = cloud.clients;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const start = new StartExecutionCommand({ stateMachineArn: await stateMachine(cloud.clients), input: '{}' });
    const { executionArn = '' } = await sfn.send(start);
    const runId = workflow.runIdOf(executionArn);
    const seen = await waitUntil(
      'the run that waits, or its end',
      async () => ({
        record: (await tokens(cloud)).find((item) => item.runId === runId && item.token !== undefined),
        status: (await sfn.send(new DescribeExecutionCommand({ executionArn }))).status,
      }),
      ({ record, status }) => record !== undefined || status !== 'RUNNING',
    );
    if (seen.record === undefined) continue;
    const failure = { taskToken: String(seen.record.token), error: 'EXPORT_BROKE', cause: 'said by a test' };
    const took = await sfn.send(new SendTaskFailureCommand(failure)).then(
      () => true,
      () => false,
    );
    if (!took) continue;
    await waitUntil(
      'the end of the failed run',
      () => sfn.send(new DescribeExecutionCommand({ executionArn })),
      ({ status }) => status !== 'RUNNING',
    );
    return runId;
  }
  throw new Error(`no run could be failed in ${TRIES} tries`);
};
