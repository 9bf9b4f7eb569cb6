import { SQSClient } from '@aws-sdk/client-sqs';
import { enrich, type PipeEvent, recordDeadLetters } from '@carillon/runtime/enrich';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import { tableChange } from '@carillon/runtime/table-change';
import type { DynamoDBRecord } from 'aws-lambda';
import { instrumented } from '../../observability.ts';
import { patientChange } from './patient-change.ts';

const observability = instrumented();

/** The patient table's pipe: stream records in, PatientChanged and AddressChanged out. */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = observability.handler(
  enrich((record) => patientChange(tableChange(record)), {
    log: observability.log,
    deadLetters: recordDeadLetters(new SQSClient(), variable(process.env, 'DEAD_LETTER_QUEUE_URL')),
  }),
);
