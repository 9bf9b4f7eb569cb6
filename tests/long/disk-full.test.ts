import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type Cloud, startCloud } from '@carillon/local/cloud';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallAssembly, tableNamed } from './small-assembly.ts';
import { waitUntil } from './wait-until.ts';

const folder = mkdtempSync(join(tmpdir(), 'disk-full-'));
const disk = mkdtempSync(join(tmpdir(), 'disk-full-'));

/** A file system of its own, whose size can be changed: for root alone. */
const mount = (options: string): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const mounted = mount('size=6m');

describe.skipIf(!mounted)('a cloud whose disk is full', () => {
  let cloud: Cloud;
  let client: DynamoDBClient;
  const reported: string[] = [];
  const put = (pk: string): Promise<unknown> =>
    client.send(new PutItemCommand({ TableName: 't', Item: { pk: { S: pk }, fill: { S: 'x'.repeat(100_000) } } }));

  beforeAll(async () => {
    const assembly = smallAssembly(folder, { Table: tableNamed('t') });
    const onReport = (_error: unknown, where: string): void => void reported.push(where);
    cloud = await startCloud({ assembly, data: join(disk, 'data'), onReport });
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    client = new DynamoDBClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  });
  afterAll(async () => {
    await cloud.stop();
    execFileSync('umount', [disk]);
    for (const each of [folder, disk]) rmSync(each, { recursive: true });
  });

  it('refuses writes and says why, goes on when there is room, and has lost nothing that it acknowledged', async () => {
    const acknowledged: string[] = [];
    let refusal: unknown;
    for (let n = 0; refusal === undefined && n < 200; n += 1) {
      await put(`before-${n}`).then(
        () => acknowledged.push(`before-${n}`),
        (error: unknown) => {
          refusal = error;
        },
      );
    }
    expect(refusal).toMatchObject({ name: 'ServiceUnavailable', message: expect.stringContaining('disk is full') });
    await expect(put('still full')).rejects.toMatchObject({ $metadata: { httpStatusCode: 503 } });
    execFileSync('mount', ['-o', 'remount,size=40m', disk]);
    await waitUntil(
      'the way on',
      async () => reported,
      (seen) => seen.includes('data folder: everything goes on'),
    );
    await put('after');
    for (const pk of [...acknowledged, 'after']) {
      const { Item } = await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: pk } } }));
      expect(Item?.pk?.S).toBe(pk);
    }
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(reported).toEqual([
      'data folder: everything is stopped until it takes writes again',
      'data folder: everything goes on',
    ]);
  });
});
