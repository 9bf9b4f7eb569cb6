import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { readApplication } from '@carillon/constructs';
import { startCloud } from '@carillon/local/cloud';
import { unzip } from '@carillon/local/services/lambda/code';
import { afterAll, describe, expect, it } from 'vitest';
import { fhirResourceChanged } from '../../generated/events/fhir/fhir-resource-changed.ts';
import { publishWithCdk } from './cdk-publishing.ts';
import { type CountingAssembly, countingAssembly } from './counting-assembly.ts';

const ROOT = join(import.meta.dirname, '../..');
const { handlers } = await readApplication(ROOT);
const [command = []] = handlers.flatMap(({ asset }) => ('command' in asset ? [asset.command] : []));
const work = mkdtempSync(join(tmpdir(), 'carillon-arm64-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const answers = (tool: string, ...args: readonly string[]): boolean => spawnSync(tool, args).status === 0;

/** What starts a program for arm64 here: nothing on such a machine, else qemu with the libc of the cross compiler. */
const starter = (): readonly string[] | undefined => {
  if (process.platform === 'linux' && process.arch === 'arm64') return [];
  const qemu = ['qemu-aarch64-static', 'qemu-aarch64'].find((tool) => answers(tool, '--version'));
  const libc = '/usr/aarch64-linux-gnu';
  return qemu === undefined || !existsSync(libc) ? undefined : [qemu, '-L', libc];
};

/** Why nothing can be tested here; undefined where it can. The asset's own command reports what is missing to compile. */
const missing = (): string | undefined => {
  if (starter() === undefined) return 'qemu-aarch64-static or libc6-arm64-cross is not here: .ci/arm64 has them.';
  const { status, stderr } = spawnSync(process.execPath, command.slice(1), { cwd: ROOT, encoding: 'utf8' });
  return status !== 0 && stderr.includes('rustup target add') ? stderr : undefined;
};
const reason = missing();
if (reason !== undefined) console.warn(`The program for arm64 is neither compiled nor run. ${reason}`);

/** The archive's program, where the local cloud can start it. */
const unpacked = (program: Uint8Array): string => {
  mkdirSync(join(work, 'task'));
  const bootstrap = join(work, 'task', 'bootstrap');
  writeFileSync(bootstrap, program);
  const start = join(work, 'start');
  writeFileSync(start, `#!/bin/sh\nexec ${[...(starter() ?? []), bootstrap].join(' ')}\n`);
  for (const file of [bootstrap, start]) chmodSync(file, 0o755);
  return start;
};

const messageOf = (n: number): object => {
  const { name, source, schema } = fhirResourceChanged;
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const metadata = { id, correlationId: 'arm64', occurredAt: '2026-11-24T10:00:00.000Z', schema };
  const resource = { resourceType: 'Patient', id: String(n) };
  const data = { runId: 'r', resourceType: 'Patient', resourceId: String(n), resource };
  const around = { version: '0', id, account: '0', time: '2026-11-24T00:00:00Z', region: 'us-east-1', resources: [] };
  return {
    messageId: `m-${n}`,
    body: JSON.stringify({ ...around, 'detail-type': name, source, detail: { metadata, data } }),
  };
};

const counted = async (assembly: CountingAssembly, start: string): Promise<readonly unknown[]> => {
  const asked: unknown[] = [];
  const executables = {
    find: ({ madeBy }: { readonly madeBy?: readonly string[] }): string => {
      asked.push(madeBy);
      return start;
    },
    onChange: () => undefined,
  };
  const cloud = await startCloud({ assembly: assembly.folder, executables });
  try {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const at = { endpoint: cloud.endpoint, region: 'us-east-1', credentials };
    const Records = [messageOf(1), { messageId: 'm-broken', body: 'no JSON' }, messageOf(2), messageOf(1)];
    const { FunctionError, Payload } = await new LambdaClient(at).send(
      new InvokeCommand({ FunctionName: assembly.functionName, Payload: JSON.stringify({ Records }) }),
    );
    const key = { pk: { S: 'count#resource#Patient#2026-11-24' } };
    const { Item } = await new DynamoDBClient(at).send(new GetItemCommand({ TableName: assembly.tableName, Key: key }));
    return [asked[0], FunctionError, JSON.parse(Buffer.from(Payload ?? []).toString('utf8')), Item?.total?.N];
  } finally {
    await cloud.stop();
  }
};

describe.skipIf(reason !== undefined)('the program for AWS', { timeout: 1_800_000 }, () => {
  let program: Uint8Array = Buffer.alloc(0);

  it('is compiled when CDK publishes it, and is what lies in the bucket then', async () => {
    const { code, said, object } = await publishWithCdk(work);
    expect(code, said).toBe(0);
    const entries = unzip(object);
    expect(entries.map(({ name }) => name)).toEqual(['bootstrap']);
    program = entries[0]?.bytes ?? program;
  });

  it('is for arm64, and asks for no libc that is later than the one of Amazon Linux 2023', ({ skip }) => {
    writeFileSync(join(work, 'bootstrap'), program);
    const read = (what: string): string =>
      spawnSync('readelf', ['--wide', what, join(work, 'bootstrap')], { encoding: 'utf8' }).stdout ?? '';
    if (!answers('readelf', '--version')) return skip('readelf is not here.');
    expect(read('--file-header')).toMatch(/Machine:\s+AArch64/);
    const minors = [...read('--version-info').matchAll(/Name: GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor));
    expect(minors.length).toBeGreaterThan(0);
    expect(Math.max(...minors)).toBeLessThanOrEqual(34);
  });

  it('answers a batch over the Runtime API: counts each event once, reports what it cannot read', async () => {
    const assembly = countingAssembly(join(work, 'assembly'), command);
    expect(await counted(assembly, unpacked(program))).toEqual([
      command,
      undefined,
      { batchItemFailures: [{ itemIdentifier: 'm-broken' }] },
      '2',
    ]);
  });
});
