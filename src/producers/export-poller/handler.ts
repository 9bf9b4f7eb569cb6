import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { exportPoller } from '../../../generated/subscriptions.ts';
import { correlationOf } from '../../bus/correlation.ts';
import { deadLettersFrom } from '../../bus/dead-letters.ts';
import { dynamoIdempotency } from '../../bus/dynamo-idempotency.ts';
import { eachMessage } from '../../bus/each-message.ts';
import { isEnvelope, parseBody } from '../../bus/envelope.ts';
import { variable } from '../../bus/environment.ts';
import { once } from '../../bus/idempotency.ts';
import { receive } from '../../bus/receive.ts';
import { type Handler, watching } from '../../bus/watch.ts';
import { describeJob } from '../../workflows/fhir-export/healthlake/export-jobs.ts';
import { signedFetch } from '../../workflows/fhir-export/healthlake/signed-fetch.ts';
import { documentClient, ledgerFrom } from '../../workflows/fhir-export/ledger.ts';
import { type CheckJobPorts, checkJob } from './check-job.ts';
import { firstLook, type Recheck, recheckOf } from './recheck.ts';

const environment = process.env;
const watch = watching();
const client = documentClient();
const s3 = new S3Client();
const sqs = new SQSClient();
const fetchSigned = signedFetch(environment);
const endpoint = variable(environment, 'DATASTORE_ENDPOINT');
const bucket = variable(environment, 'EXPORT_BUCKET_NAME');
const queueUrl = variable(environment, 'POLL_QUEUE_URL');
const ports: CheckJobPorts = {
  ledger: ledgerFrom(client, environment),
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
  watch.log.appendKeys(correlationOf(message.detail));
  const { detail } = await receive(exportPoller, message);
  return firstLook(detail.data);
};

const act = async (record: SQSRecord): Promise<void> => {
  const recheck = await recheckFrom(record);
  const { runId, jobId, checks } = recheck;
  watch.log.appendKeys({ runId, correlationId: runId });
  await once(looks, `${jobId}#${checks}`, async () => {
    watch.log.info('Export job checked', { jobId, checks, outcome: await checkJob(ports, recheck) });
  });
};

export const handler: Handler<SQSEvent, SQSBatchResponse> = watch.handler((event) =>
  eachMessage(event, act, { log: watch.log, ...(deadLetters === undefined ? {} : { deadLetters }) }),
);
