import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { enrich, type PipeEvent, recordDeadLetters } from '../../bus/enrich.ts';
import { variable } from '../../bus/environment.ts';
import { tableChange } from '../../bus/table-change.ts';
import { type Handler, watching } from '../../bus/watch.ts';
import { siteMeasure } from './site-measure.ts';

const watch = watching();

/** The site table's pipe: stream records in, SiteMeasured out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = watch.handler(
  enrich((record) => siteMeasure(tableChange(record)), {
    log: watch.log,
    deadLetters: recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL')),
  }),
);
