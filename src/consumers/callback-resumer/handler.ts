import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { consume, deadLettersFrom } from '@carillon/runtime/consume';
import { variable } from '@carillon/runtime/environment';
import { documentClient } from '@carillon/runtime/event-store';
import type { Handler } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { callbackResumer } from '../../../generated/subscriptions.ts';
import { instrumentFunction } from '../../observability.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { type CallbackRecords, resumeRun, type WaitingTask } from './resume-run.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const client = documentClient();
const stepFunctions = new SFNClient();
const tableName = variable(process.env, 'CALLBACK_TABLE_NAME');
const deadLetters = deadLettersFrom(new SQSClient(), callbackResumer, process.env);

const records: CallbackRecords = {
  tokenOf: async (runId) => {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { runId }, ConsistentRead: true }));
    if (typeof Item?.requestedAt === 'string')
      log.measure('CallbackAge', (Date.now() - Date.parse(Item.requestedAt)) / 1_000);
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

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumentation.handler(
  consume(
    callbackResumer,
    async (event) => {
      log.info('Run told of its job', { outcome: await resumeRun(records, task, event) });
    },
    { log, deadLetters, upcasters },
  ),
);
