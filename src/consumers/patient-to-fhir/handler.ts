import { Logger } from '@aws-lambda-powertools/logger';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { patientToFhir } from '../../../generated/subscriptions.ts';
import { consume } from '../../bus/consume.ts';
import { deadLettersFrom } from '../../bus/dead-letters.ts';
import { variable } from '../../bus/environment.ts';
import { signedFetch } from '../../workflows/fhir-export/healthlake/signed-fetch.ts';
import { healthLakePatients } from './fhir-patients.ts';
import { patientResource } from './patient-resource.ts';
import { updatePatient } from './update-patient.ts';

const logger = new Logger();
const patients = healthLakePatients(signedFetch(process.env), variable(process.env, 'DATASTORE_ENDPOINT'));
const deadLetters = deadLettersFrom(new SQSClient(), patientToFhir, process.env);

export const handler: (batch: SQSEvent) => Promise<SQSBatchResponse> = consume(
  patientToFhir,
  async (event) => {
    const { data, metadata } = event.detail;
    const outcome = await updatePatient(patients, data.patientId, (current) => patientResource(current, event));
    logger.info('Patient told', { outcome, eventId: metadata.id, correlationId: metadata.correlationId });
  },
  { log: logger, ...(deadLetters === undefined ? {} : { deadLetters }) },
);
