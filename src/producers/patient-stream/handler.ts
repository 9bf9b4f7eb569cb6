import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import { tableChange } from '@carillon/runtime/table-change';
import { type Handler, watching } from '@carillon/runtime/watch';
import type { DynamoDBRecord } from 'aws-lambda';
import { patientChange } from './patient-change.ts';

const watch = watching();

/** The patient table's pipe: stream records in, PatientChanged and AddressChanged out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = watch.handler(
  enrich((record) => patientChange(tableChange(record)), {
    log: watch.log,
    deadLetters: recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL')),
  }),
);
