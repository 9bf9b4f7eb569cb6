import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters, tableChange } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { DynamoDBRecord } from 'aws-lambda';
import { paymentEvent } from './payment-event.ts';

const { log, handler: instrumented } = instrument();
const deadLetters = recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL'));

/** The payment table's pipe: stream records in, PaymentCaptured out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = instrumented(
  enrich((record) => paymentEvent(tableChange(record)), { log, deadLetters }),
);
