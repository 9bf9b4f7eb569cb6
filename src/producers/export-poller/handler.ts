import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deadLettersFrom, eachMessage, isEnvelope, parseBody, receive } from '@carillon/runtime/consume';
import { variable } from '@carillon/runtime/environment';
import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { dynamoIdempotency, once } from '@carillon/runtime/idempotency';
import type { Handler } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { exportPoller } from '../../../generated/subscriptions.ts';
import { describeJob } from '../../healthlake/export-jobs.ts';
import { signedFetch } from '../../healthlake/signed-fetch.ts';
import { instrumentFunction } from '../../observability.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { workflow } from '../../workflows/fhir-export/workflow.ts';
import { type CheckJobPorts, checkJob } from './check-job.ts';
import { firstLook, type Recheck, recheckOf } from './recheck.ts';

const environment = process.env;
const instrumentation = instrumentFunction();
const { log } = instrumentation;
const client = documentClient();
const s3 = new S3Client();
const sqs = new SQSClient();
const fetchSigned = signedFetch(environment);
const endpoint = variable(environment, 'DATASTORE_ENDPOINT');
const bucket = variable(environment, 'EXPORT_BUCKET_NAME');
const queueUrl = variable(environment, 'POLL_QUEUE_URL');
const ports: CheckJobPorts = {
  ledger: ledgerFrom(client, environment, workflow),
  jobs: { describe: (jobId) => describeJob(fetchSigned, endpoint, jobId) },
  bucket,
  prefix: variable(environment, 'EXPORT_PREFIX'),
  writeManifest: async (key, entries) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: JSON.stringify(entries),
        ContentType: 'application/json',
      }),
    );
  },
  recheckLater: async (recheck, DelaySeconds) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(recheck), DelaySeconds }));
  },
  now: () => new Date(),
};
// A message that comes twice must not start a second chain of looks at the job.
const looks = dynamoIdempotency({
  client,
  tableName: variable(environment, 'IDEMPOTENCY_TABLE_NAME'),
  consumer: exportPoller.consumer,
  lockSeconds: 120,
  keepSeconds: 14 * 86_400,
});
const deadLetters = deadLettersFrom(sqs, exportPoller, environment);

/** An event of the bus (the job has just been submitted) or a message of the poller's own. */
const recheckFrom = async ({ body }: SQSRecord): Promise<Recheck> => {
  const message = parseBody(body);
  if (!isEnvelope(message)) return recheckOf(message);
  log.appendEventKeys(message.detail);
  const { detail } = await receive(exportPoller, message, { upcasters });
  return firstLook(detail.data);
};

const act = async (record: SQSRecord): Promise<void> => {
  const recheck = await recheckFrom(record);
  const { runId, jobId, checks } = recheck;
  log.appendKeys({ runId, correlationId: runId });
  await once(looks, `${jobId}#${checks}`, async () => {
    log.info('Export job checked', { jobId, checks, outcome: await checkJob(ports, recheck) });
  });
};

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumentation.handler((event) =>
  eachMessage(event, act, { log, deadLetters }),
);
