import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { bucketNamed, type CloudClients } from './cloud-clients.ts';

/** The archive's first objects as files of a folder, as `aws s3 sync` makes them. */
export const archiveCopy = async (clients: CloudClients, folder: string): Promise<string> => {
  const Bucket = await bucketNamed(clients, 'ArchiveBucket');
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'events/' }));
  for (const { Key = '' } of Contents) {
    const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
    mkdirSync(dirname(join(folder, Key)), { recursive: true });
    writeFileSync(join(folder, Key), (await Body?.transformToByteArray()) ?? new Uint8Array());
  }
  return folder;
};
