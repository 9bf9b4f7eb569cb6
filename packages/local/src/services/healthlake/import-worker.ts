import { gunzipSync } from 'node:zlib';
import { AwsError, isAwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type FhirResource, isId, parseResource } from './fhir-resource.ts';
import type { ImportJob, ImportProgress, Jobs } from './job.ts';
import { outputUri } from './job-events.ts';
import type { Worker } from './job-queue.ts';
import type { ResourceStore } from './resource-store.ts';
import { checkOutput, placeOf } from './s3-place.ts';

/** A line that was not taken over. It says why, not what stood there. */
interface LineFailure {
  readonly key: string;
  readonly line: number;
  readonly message: string;
}

interface Listing {
  readonly Contents?: readonly { readonly Key?: string; readonly Size?: number }[];
  readonly NextContinuationToken?: string;
}

/** One turn takes over about this much: the event loop is held for some ten milliseconds. */
const TURN_BYTES = 512 * 1024;
const DURATION_MS = 2_000;
const LINE_FEED = 10;
const MiB = 1024 * 1024;

const plus = (progress: ImportProgress, more: Partial<ImportProgress>): ImportProgress => {
  const sum = (name: keyof ImportProgress): number => progress[name] + (more[name] ?? 0);
  return {
    scannedFiles: sum('scannedFiles'),
    scannedBytes: sum('scannedBytes'),
    importedFiles: sum('importedFiles'),
    scannedResources: sum('scannedResources'),
    importedResources: sum('importedResources'),
    failedResources: sum('failedResources'),
    failedFiles: sum('failedFiles'),
  };
};

const resourceOf = (line: string): FhirResource & { readonly id: string } => {
  const resource = parseResource(line);
  const { id } = resource;
  if (isId(id)) return { ...resource, id };
  throw new AwsError('ValidationException', 'The resource has no id.');
};

const isNdjson = (key: string): boolean => /\.ndjson(\.gz)?$/.test(key);

export const importWorker = (kernel: Kernel, store: ResourceStore, jobs: Jobs): Worker<ImportJob> => {
  const { journal, clock, operations, identity, activity } = kernel;
  const failures = journal.log<LineFailure>('healthlake_import_failures');
  const s3 = <O>(job: ImportJob, operation: string, input: object): Promise<O> =>
    operations.call('s3', operation, input, { caller: job.roleArn, requestId: identity.uuid() }) as Promise<O>;

  const listKeys = async (job: ImportJob): Promise<readonly string[]> => {
    const { bucket, prefix } = job.input;
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page: Listing = await s3(job, 'ListObjectsV2', {
        Bucket: bucket,
        Prefix: prefix,
        ContinuationToken: token,
      });
      for (const { Key } of page.Contents ?? []) if (Key !== undefined && !Key.endsWith('/')) keys.push(Key);
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys;
  };

  const takeOver = (job: ImportJob, key: string, line: { readonly number: number; readonly text: string }): boolean => {
    try {
      const resource = resourceOf(line.text);
      store.write(
        { datastoreId: job.datastoreId, type: resource.resourceType, id: resource.id },
        resource,
        clock.now(),
      );
      return true;
    } catch (error) {
      if (!isAwsError(error)) throw error;
      failures.append(job.id, { key, line: line.number, message: error.message });
      return false;
    }
  };

  /** Lines from the cursor on, up to a turn's worth; the job's row with the moved cursor is part of the same transaction. */
  const turn = (job: ImportJob, key: string, bytes: Buffer): ImportJob => {
    let { line, byte } = job.cursor;
    let [imported, failed] = [0, 0];
    for (const until = byte + TURN_BYTES; byte < Math.min(until, bytes.length); ) {
      const found = bytes.indexOf(LINE_FEED, byte);
      const end = found < 0 ? bytes.length : found;
      const text = bytes.toString('utf8', byte, end);
      line += 1;
      byte = end + 1;
      if (text.trim() === '') continue;
      if (takeOver(job, key, { number: line, text })) imported += 1;
      else failed += 1;
    }
    const done = { scannedResources: imported + failed, importedResources: imported, failedResources: failed };
    const moved = { ...job, cursor: { key, line, byte }, progress: plus(job.progress, done) };
    jobs.put(moved);
    const facts = { imported, failed };
    activity.note({ service: 'healthlake', action: 'ResourcesImported', resource: job.datastoreId, facts });
    return moved;
  };

  const readFile = async (job: ImportJob, key: string): Promise<Buffer | undefined> => {
    if (!isNdjson(key)) return undefined;
    const { Body } = await s3<{ readonly Body: Uint8Array }>(job, 'GetObject', { Bucket: job.input.bucket, Key: key });
    try {
      return key.endsWith('.gz') ? gunzipSync(Body) : Buffer.from(Body);
    } catch {
      return undefined;
    }
  };

  const importFile = async (given: ImportJob, key: string, stillRuns: () => boolean): Promise<ImportJob> => {
    const bytes = await readFile(given, key);
    let job = given.cursor.key === key ? given : { ...given, cursor: { key, line: 0, byte: 0 } };
    if (bytes === undefined) {
      failures.append(job.id, {
        key,
        line: 0,
        message: 'The object is no NDJSON: its name ends in neither .ndjson nor .ndjson.gz, or it cannot be unpacked.',
      });
      job = {
        ...job,
        progress: plus(job.progress, { failedFiles: 1, scannedFiles: 1 }),
        cursor: { key: `${key}\0`, line: 0, byte: 0 },
      };
      jobs.put(job);
      return job;
    }
    while (job.cursor.byte < bytes.length) {
      if (!stillRuns()) return job;
      job = turn(job, key, bytes);
      await journal.durable();
    }
    const counted = { scannedFiles: 1, importedFiles: 1, scannedBytes: bytes.length };
    job = { ...job, progress: plus(job.progress, counted), cursor: { key: `${key}\0`, line: 0, byte: 0 } };
    jobs.put(job);
    return job;
  };

  /** HealthLake Developer Guide, "Manifest JSON file", and one object of failures for each of input that had some. */
  const report = async (job: ImportJob): Promise<void> => {
    const { bucket, prefix } = placeOf(outputUri(job));
    const { progress } = job;
    const put = (name: string, Body: string): Promise<unknown> =>
      s3(job, 'PutObject', { Bucket: bucket, Key: prefix + name, Body });
    const byKey = Map.groupBy(failures.read(job.id, 0, -1), ({ entry }) => entry.key);
    for (const [key, lines] of byKey) {
      const texts = lines.map(({ entry }) =>
        JSON.stringify({ lineId: entry.line, exception: { message: entry.message } }),
      );
      await put(`FAILURE/${key.split('/').at(-1) ?? key}`.replace(/(\.gz)$/, ''), `${texts.join('\n')}\n`);
    }
    const manifest = {
      inputDataConfig: { s3Uri: `s3://${job.input.bucket}/${job.input.prefix}` },
      outputDataConfig: { s3Uri: outputUri(job), encryptionKeyID: job.kmsKeyId },
      successOutput: { successOutputS3Uri: `${outputUri(job)}SUCCESS/` },
      failureOutput: { failureOutputS3Uri: `${outputUri(job)}FAILURE/` },
      numberOfScannedFiles: progress.scannedFiles,
      numberOfFilesImported: progress.importedFiles,
      sizeOfScannedFilesInMB: progress.scannedBytes / MiB,
      sizeOfDataImportedSuccessfullyInMB: progress.failedResources === 0 ? progress.scannedBytes / MiB : null,
      numberOfResourcesScanned: progress.scannedResources,
      numberOfResourcesImportedSuccessfully: progress.importedResources,
      numberOfResourcesWithCustomerError: progress.failedResources,
      numberOfResourcesWithServerError: 0,
    };
    await put('manifest.json', JSON.stringify(manifest));
  };

  return {
    begin: (job) => job,
    async work(given, stillRuns) {
      await checkOutput(kernel, given);
      const keys = await listKeys(given);
      if (keys.length === 0) throw new AwsError('ValidationException', 'There is no object at the input S3Uri.');
      let job = given;
      for (const key of keys) {
        if (key < job.cursor.key) continue;
        job = await importFile(job, key, stillRuns);
        if (!stillRuns()) return;
      }
      await report(job);
    },
    duration: () => DURATION_MS,
    outcome: ({ progress }) =>
      progress.failedResources + progress.failedFiles === 0 ? 'COMPLETED' : 'COMPLETED_WITH_ERRORS',
  };
};
