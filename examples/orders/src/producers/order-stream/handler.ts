import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters, tableChange } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { DynamoDBRecord } from 'aws-lambda';
import { orderEvent } from './order-event.ts';

const { log, handler: instrumented } = instrument();
const deadLetters = recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL'));

/** The order table's pipe: stream records in, OrderPlaced out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = instrumented(
  enrich((record) => orderEvent(tableChange(record)), { log, deadLetters }),
);
