import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import { outbox } from '@carillon/runtime/event-store';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { DynamoDBRecord } from 'aws-lambda';
import { workflows } from '../../workflows/workflows.ts';

const { log, handler: instrumented } = instrument();
const deadLetters = recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL'));

/** The ledger's stream is its outbox: a pipe's enrichment, appended events in, events for the bus out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = instrumented(
  enrich(outbox(workflows), { log, deadLetters }),
);
