import { gzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { fakeCloud } from '../operate/fake-cloud.ts';
import { archiveReader } from './archive.ts';

const event = (id: string): string => JSON.stringify({ 'detail-type': 'Moved', detail: { metadata: { id } } });

describe('the archive, followed', () => {
  it('is its events, whatever else lies in the bucket: copies in Parquet, records of erasures', async () => {
    const objects: Readonly<Record<string, Uint8Array>> = {
      'erasures/year=2026/month=11/1.json': Buffer.from('{}'),
      'errors/x.ndjson.gz': gzipSync('{}'),
      'events/type=Moved/a.ndjson.gz': gzipSync(`${event('1')}\n${event('1')}\n`),
      'parquet/type=Moved/events.parquet': Buffer.from('PAR1'),
    };
    const { cloud } = fakeCloud({
      ListObjectsV2: ({ Prefix = '' }) => ({
        Contents: Object.keys(objects).flatMap((Key) => (Key.startsWith(String(Prefix)) ? [{ Key }] : [])),
      }),
      GetObject: ({ Key }) => ({ Body: { transformToByteArray: async () => objects[String(Key)] } }),
    });
    const reader = archiveReader(cloud.s3 as S3Client, 'b');
    expect(await reader.read()).toEqual({ objects: 1, events: 1, byEvent: { Moved: 1 }, repeated: 1, erasures: 1 });
    expect(await reader.read()).toMatchObject({ objects: 1, events: 1, repeated: 1 });
  });
});
