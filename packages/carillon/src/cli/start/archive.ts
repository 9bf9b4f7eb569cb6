import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

/** What the archive holds: objects, and events counted once each by their id. */
export interface Archived {
  readonly objects: number;
  readonly events: number;
  readonly byEvent: Readonly<Record<string, number>>;
  /** Lines beyond the first with the same event id: deliveries are at least once. */
  readonly repeated: number;
  /** How often somebody was erased from it: it holds less than was published then. */
  readonly erasures: number;
}

export interface ArchiveReader {
  /** Reads what was added since the last look; counts stay. */
  read(): Promise<Archived>;
}

interface ArchivedEvent {
  readonly 'detail-type': string;
  readonly detail: { readonly metadata: { readonly id: string } };
}

async function* keysBelow(s3: S3Client, bucket: string, prefix: string): AsyncGenerator<string> {
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** Follows the archive from outside, as any reader of the bucket can: gzip NDJSON, one event a line. */
export const archiveReader = (s3: S3Client, bucket: string): ArchiveReader => {
  const seen = new Set<string>();
  const ids = new Set<string>();
  const byEvent: Record<string, number> = {};
  let repeated = 0;
  const take = (line: string): void => {
    const event = JSON.parse(line) as ArchivedEvent;
    const { id } = event.detail.metadata;
    if (ids.has(id)) {
      repeated += 1;
      return;
    }
    ids.add(id);
    byEvent[event['detail-type']] = (byEvent[event['detail-type']] ?? 0) + 1;
  };
  return {
    async read() {
      for await (const key of keysBelow(s3, bucket, 'events/')) {
        if (seen.has(key)) continue;
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const text = gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array()).toString('utf8');
        for (const line of text.split('\n')) if (line !== '') take(line);
        seen.add(key);
      }
      const { length: erasures } = await Array.fromAsync(keysBelow(s3, bucket, 'erasures/'));
      return { objects: seen.size, events: ids.size, byEvent: { ...byEvent }, repeated, erasures };
    },
  };
};
