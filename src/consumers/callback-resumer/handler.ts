import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { consume } from '@carillon/runtime/consume';
import { deadLettersFrom } from '@carillon/runtime/dead-letters';
import { documentClient } from '@carillon/runtime/dynamo-ledger';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { callbackResumer } from '../../../generated/subscriptions.ts';
import { instrumented } from '../../observability.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { type CallbackRecords, resumeRun, type WaitingTask } from './resume-run.ts';

const observability = instrumented();
const client = documentClient();
const stepFunctions = new SFNClient();
const tableName = variable(process.env, 'CALLBACK_TABLE_NAME');
const deadLetters = deadLettersFrom(new SQSClient(), callbackResumer, process.env);

const records: CallbackRecords = {
  tokenOf: async (runId) => {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { runId }, ConsistentRead: true }));
    if (typeof Item?.requestedAt === 'string')
      observability.log.measure('CallbackAge', (Date.now() - Date.parse(Item.requestedAt)) / 1_000);
    return typeof Item?.token === 'string' ? Item.token : undefined;
  },
  forget: async (runId, token) => {
    const command = new DeleteCommand({
      TableName: tableName,
      Key: { runId },
      ConditionExpression: '#token = :token',
      ExpressionAttributeNames: { '#token': 'token' },
      ExpressionAttributeValues: { ':token': token },
    });
    await client.send(command).catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
    });
  },
};

const task: WaitingTask = {
  heartbeat: async (taskToken) => {
    await stepFunctions.send(new SendTaskHeartbeatCommand({ taskToken }));
  },
  succeed: async (taskToken, output) => {
    await stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
  },
  fail: async (taskToken, error) => {
    await stepFunctions.send(new SendTaskFailureCommand({ taskToken, error }));
  },
};

export const handler: Handler<SQSEvent, SQSBatchResponse> = observability.handler(
  consume(
    callbackResumer,
    async (event) => {
      observability.log.info('Run told of its job', { outcome: await resumeRun(records, task, event) });
    },
    { log: observability.log, upcasters, ...(deadLetters === undefined ? {} : { deadLetters }) },
  ),
);
