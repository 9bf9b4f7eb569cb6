import { HealthLakeClient } from '@aws-sdk/client-healthlake';
import { SQSClient } from '@aws-sdk/client-sqs';
import { consume, deadLettersFrom } from '@carillon/runtime/consume';
import { variable } from '@carillon/runtime/environment';
import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { dynamoIdempotency } from '@carillon/runtime/idempotency';
import type { Handler } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { exportStarter } from '../../../generated/subscriptions.ts';
import { findJob, startJob } from '../../healthlake/export-jobs.ts';
import { signedFetch } from '../../healthlake/signed-fetch.ts';
import { instrumentFunction } from '../../observability.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { workflow } from '../../workflows/fhir-export/workflow.ts';
import { startExport } from './start-export.ts';

const environment = process.env;
const instrumentation = instrumentFunction();
const { log } = instrumentation;
const client = documentClient();
const healthLake = new HealthLakeClient();
const fetchSigned = signedFetch(environment);
const endpoint = variable(environment, 'DATASTORE_ENDPOINT');
const destination = {
  s3Uri: `s3://${variable(environment, 'EXPORT_BUCKET_NAME')}/${variable(environment, 'EXPORT_PREFIX')}`,
  keyArn: variable(environment, 'EXPORT_KEY_ARN'),
  roleArn: variable(environment, 'EXPORT_ROLE_ARN'),
};
const ports = {
  ledger: ledgerFrom(client, environment, workflow),
  jobs: {
    find: (datastoreId: string, jobName: string) => findJob(healthLake, datastoreId, jobName),
    start: (request: Parameters<typeof startJob>[3]) => startJob(fetchSigned, endpoint, destination, request),
  },
  now: () => new Date(),
};
// Two deliveries at once must not both find no job and both start one.
const idempotency = dynamoIdempotency({
  client,
  tableName: variable(environment, 'IDEMPOTENCY_TABLE_NAME'),
  consumer: exportStarter.consumer,
  lockSeconds: 120,
  keepSeconds: 14 * 86_400,
});
const deadLetters = deadLettersFrom(new SQSClient(), exportStarter, environment);

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumentation.handler(
  consume(
    exportStarter,
    async ({ detail }) => {
      log.info('Export requested', { outcome: await startExport(ports, detail) });
    },
    { log, deadLetters, upcasters, idempotency },
  ),
);
