import { SQSClient } from '@aws-sdk/client-sqs';
import { consume, deadLettersFrom } from '@carillon/runtime/consume';
import { variable } from '@carillon/runtime/environment';
import type { Handler } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { patientToFhir } from '../../../generated/subscriptions.ts';
import { signedFetch } from '../../healthlake/signed-fetch.ts';
import { instrumentFunction } from '../../observability.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { healthLakePatients } from './fhir-patients.ts';
import { patientResource } from './patient-resource.ts';
import { updatePatient } from './update-patient.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const patients = healthLakePatients(signedFetch(process.env), variable(process.env, 'DATASTORE_ENDPOINT'));
const deadLetters = deadLettersFrom(new SQSClient(), patientToFhir, process.env);

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumentation.handler(
  consume(
    patientToFhir,
    async (event) => {
      const { data } = event.detail;
      const outcome = await updatePatient(patients, data.patientId, (current) => patientResource(current, event));
      log.info('Patient told', { outcome });
    },
    { log, deadLetters, upcasters },
  ),
);
