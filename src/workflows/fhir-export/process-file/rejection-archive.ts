import { createGzip, type Gzip } from 'node:zlib';
import { PutObjectCommand, type PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { eventIdOf } from '@carillon/runtime/publish';
import type { FileOfRun, LineRejection } from './read-resource.ts';

/** As much of S3Client as keeping rejections needs. */
export interface ObjectWriter {
  send(command: PutObjectCommand): Promise<PutObjectCommandOutput>;
}

/**
 * `errors/type=ExportFileRejection/year=2026/month=11/day=23/hour=20/<hash of run and file>.ndjson.gz`: partitioned as
 * the archive is, by the run's until; the same file's rejections are the same object when it is processed again.
 */
const rejectionKeyOf = ({ runId, until, file }: FileOfRun): string => {
  const [year, month, day, hour] = until.split(/[-T:]/);
  const partition = `year=${year}/month=${month}/day=${day}/hour=${hour}`;
  return `errors/type=ExportFileRejection/${partition}/${eventIdOf(runId, file.key)}.ndjson.gz`;
};

/** Compresses as they come: a million rejected lines are a few megabytes, and the reason of each is kept. */
export class RejectionArchive {
  private readonly file: FileOfRun;
  private gzip: Gzip | undefined;
  private readonly parts: Buffer[] = [];

  constructor(file: FileOfRun) {
    this.file = file;
  }

  /** Keeps where and why; nothing of the line. */
  add(rejection: LineRejection): void {
    this.gzip ??= createGzip().on('data', (part: Buffer) => this.parts.push(part));
    const { runId, until, file } = this.file;
    this.gzip.write(`${JSON.stringify({ runId, until, file: file.key, type: file.type, ...rejection })}\n`);
  }

  /** Nothing is stored when nothing was rejected. */
  async store(client: ObjectWriter, bucket: string): Promise<void> {
    const gzip = this.gzip;
    if (gzip === undefined) return;
    await new Promise<void>((resolve, reject) => gzip.on('end', resolve).on('error', reject).end());
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: rejectionKeyOf(this.file),
        Body: Buffer.concat(this.parts),
        ContentType: 'application/x-ndjson',
        ContentEncoding: 'gzip',
      }),
    );
  }
}
