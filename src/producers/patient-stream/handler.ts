import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { enrich, type PipeEvent, recordDeadLetters } from '../../bus/enrich.ts';
import { variable } from '../../bus/environment.ts';
import { tableChange } from '../../bus/table-change.ts';
import { type Handler, watching } from '../../bus/watch.ts';
import { patientChange } from './patient-change.ts';

const watch = watching();

/** The patient table's pipe: stream records in, PatientChanged and AddressChanged out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = watch.handler(
  enrich((record) => patientChange(tableChange(record)), {
    log: watch.log,
    deadLetters: recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL')),
  }),
);
