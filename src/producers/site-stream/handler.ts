import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters, tableChange } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import type { DynamoDBRecord } from 'aws-lambda';
import { instrumentFunction } from '../../observability.ts';
import { siteMeasure } from './site-measure.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;

/** The site table's pipe: stream records in, SiteMeasured out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = instrumentation.handler(
  enrich((record) => siteMeasure(tableChange(record)), {
    log,
    deadLetters: recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL')),
  }),
);
