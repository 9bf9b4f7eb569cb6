import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import { tableChange } from '@carillon/runtime/table-change';
import { type Handler, watching } from '@carillon/runtime/watch';
import type { DynamoDBRecord } from 'aws-lambda';
import { siteMeasure } from './site-measure.ts';

const watch = watching();

/** The site table's pipe: stream records in, SiteMeasured out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = watch.handler(
  enrich((record) => siteMeasure(tableChange(record)), {
    log: watch.log,
    deadLetters: recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL')),
  }),
);
