import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import { type Handler, watching } from '@carillon/runtime/watch';
import type { DynamoDBRecord } from 'aws-lambda';
import { announceEvent } from './announce-event.ts';

const watch = watching();
const deadLetters = recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL'));

/** The ledger's stream is its outbox: a pipe's enrichment, appended events in, events for the bus out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = watch.handler(
  enrich(announceEvent, { log: watch.log, deadLetters }),
);
