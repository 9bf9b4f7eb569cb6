import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { variable } from '@carillon/runtime/environment';
import { TerminalError } from '@carillon/runtime/errors';
import { documentClient, ledgerFrom } from '@carillon/runtime/event-store';
import { type Handler, task } from '@carillon/runtime/observability';
import { type EventBus, publish } from '@carillon/runtime/publish';
import { instrumentFunction } from '../../../observability.ts';
import { workflow } from '../workflow.ts';
import { processFile } from './process-file.ts';
import type { FileCounts } from './publish-lines.ts';
import type { FileOfRun } from './read-resource.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const s3 = new S3Client();
const ledger = ledgerFrom(documentClient(), process.env, workflow);
const exportBucket = variable(process.env, 'EXPORT_BUCKET_NAME');
const archive = { client: s3, bucket: variable(process.env, 'ARCHIVE_BUCKET_NAME') };
const bus: EventBus = {
  client: new EventBridgeClient(),
  busName: variable(process.env, 'EVENT_BUS_NAME'),
  claims: { client: s3, bucket: variable(process.env, 'CLAIM_BUCKET_NAME') },
};

const open = async (key: string): Promise<AsyncIterable<Uint8Array>> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: exportBucket, Key: key }));
  if (Body === undefined || !(Symbol.asyncIterator in Body))
    throw new TerminalError('NO_BODY', `${key} has no body to stream`);
  return Body as AsyncIterable<Uint8Array>;
};

const about = ({ runId }: FileOfRun): { readonly correlationId: string; readonly runId: string } => ({
  correlationId: runId,
  runId,
});

export const handler: Handler<FileOfRun, FileCounts> = task(instrumentation, about, async (input) => {
  const counts = await processFile(
    { ledger, open, publish: (events) => publish(bus, events), archive, now: () => new Date() },
    input,
  );
  log.info('File processed', { type: input.file.type, ...counts });
  log.count('ResourcesPublished', counts.resources);
  log.count('ResourcesRejected', counts.rejected);
  return counts;
});
