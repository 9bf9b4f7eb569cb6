import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** An archived event, for tests of what reads the archive. */
export const archivedEvent = (type: string, metadata: object, data: object, time = '2026-11-24T11:00:00Z'): object => ({
  version: '0',
  id: 'a77cc8f0-902f-44ac-8c23-c829cbcda0b8',
  'detail-type': type,
  source: 'carillon.test',
  account: '000000000000',
  time,
  region: 'us-east-1',
  resources: [],
  detail: { metadata: { correlationId: 'c-1', schema: 'test/test/v1', ...metadata }, data },
});

/** Writes an object of the archive: gzip NDJSON, one event a line. */
export const archiveObject = (folder: string, key: string, events: readonly object[]): void => {
  const path = join(folder, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, gzipSync(events.map((event) => `${JSON.stringify(event)}\n`).join('')));
};
