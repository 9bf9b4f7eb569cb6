import { SQSClient } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { consume, deadLettersFrom } from '@carillon/runtime/consume';
import { variable } from '@carillon/runtime/environment';
import { documentClient } from '@carillon/runtime/event-store';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { salesByDay } from '../../../generated/subscriptions.ts';
import { saleOf } from './sale.ts';

const { log, handler: instrumented } = instrument();
const deadLetters = deadLettersFrom(new SQSClient(), salesByDay, process.env);
const client = documentClient();
const TableName = variable(process.env, 'SALES_TABLE_NAME');

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumented(
  consume(
    salesByDay,
    async (event) => {
      const sale = saleOf(event);
      await client.send(new PutCommand({ TableName, Item: sale }));
      log.info('Sale kept', { day: sale.day });
    },
    { log, deadLetters },
  ),
);
