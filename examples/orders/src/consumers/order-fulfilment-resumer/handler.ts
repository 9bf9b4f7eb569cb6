import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { consume, deadLettersFrom } from '@carillon/runtime/consume';
import { variable } from '@carillon/runtime/environment';
import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { orderFulfilmentResumer } from '../../../generated/subscriptions.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { workflow } from '../../workflows/order-fulfilment/workflow.ts';
import { type CallbackRecords, resume } from './resume.ts';

const { log, handler: instrumented } = instrument();
const client = documentClient();
const ledger = ledgerFrom(client, process.env, workflow);
const stepFunctions = new SFNClient();
const TableName = variable(process.env, 'CALLBACK_TABLE_NAME');
const deadLetters = deadLettersFrom(new SQSClient(), orderFulfilmentResumer, process.env);

const records: CallbackRecords = {
  tokenOf: async (runId) => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { runId }, ConsistentRead: true }));
    return typeof Item?.token === 'string' ? Item.token : undefined;
  },
  forget: async (runId, token) => {
    const command = new DeleteCommand({
      TableName,
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

const succeed = async (taskToken: string, output: Readonly<Record<string, unknown>>): Promise<void> => {
  await stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
};

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumented(
  consume(
    orderFulfilmentResumer,
    async (event) => {
      log.info('Event of a waiting run', { outcome: await resume({ ledger, records, succeed }, event) });
    },
    { log, deadLetters, upcasters },
  ),
);
