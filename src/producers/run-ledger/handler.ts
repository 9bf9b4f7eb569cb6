import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import type { DynamoDBRecord } from 'aws-lambda';
import { instrumentFunction } from '../../observability.ts';
import { announceEvent } from './announce-event.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const deadLetters = recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL'));

/** The ledger's stream is its outbox: a pipe's enrichment, appended events in, events for the bus out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = instrumentation.handler(
  enrich(announceEvent, { log, deadLetters }),
);
