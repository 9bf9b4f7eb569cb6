import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { enrich, type PipeEvent, recordDeadLetters } from '../../bus/enrich.ts';
import { variable } from '../../bus/environment.ts';
import { tableChange } from '../../bus/table-change.ts';
import { siteMeasure } from './site-measure.ts';

/** The site table's pipe: stream records in, SiteMeasured out. */
export const handler: (records: readonly DynamoDBRecord[]) => Promise<readonly PipeEvent[]> = enrich(
  (record) => siteMeasure(tableChange(record)),
  {
    log: new Logger(),
    deadLetters: recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL')),
  },
);
