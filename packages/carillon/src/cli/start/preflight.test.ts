import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '@carillon/local/kernel/journal';
import { expect, it } from 'vitest';
import { findObstacle } from './preflight.ts';

it('finds a taken port', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await findObstacle(port, undefined)).toMatchObject({
    code: 'PORT_TAKEN',
    fix: expect.stringContaining('--port'),
  });
  await new Promise((resolve) => server.close(resolve));
  expect(await findObstacle(port, undefined)).toBeUndefined();
});

it('finds a data folder that is in use, or of another version', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  const file = join(folder, 'cloud.sqlite');
  const journal = openJournal({ file });
  expect(await findObstacle(0, folder)).toMatchObject({ code: 'DATA_IN_USE' });
  journal.close();
  expect(await findObstacle(0, folder)).toBeUndefined();
  const db = new DatabaseSync(file);
  db.exec('PRAGMA user_version=99');
  db.close();
  expect(await findObstacle(0, folder)).toMatchObject({
    code: 'DATA_OTHER_VERSION',
    fix: expect.stringContaining('--data'),
  });
  rmSync(folder, { recursive: true });
});
