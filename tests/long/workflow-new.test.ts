import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type Cloud, startCloud } from '@carillon/local/cloud';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carillon as carillonHere } from './carillon-process.ts';
import { waitUntil } from './wait-until.ts';

const HOME = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURE = join(HOME, 'packages/carillon/fixtures/depot');

const root = mkdtempSync(join(tmpdir(), 'carillon-depot-'));
let cloud: Cloud | undefined;

const carillon = async (...argv: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await carillonHere(...argv, '--root', root).ended;
  expect(code, `${argv.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
};

/** What a program of Node prints; it must end with 0. */
const node = async (...argv: readonly string[]): Promise<string> => {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  const options = { cwd: root, env: { ...env, CDK_OUTDIR: join(root, 'cdk.out') }, maxBuffer: 2 ** 26 };
  const { stdout, code } = await promisify(execFile)(process.execPath, argv, options).then(
    (printed) => ({ ...printed, code: 0 }),
    (error: { readonly stdout: string; readonly stderr: string; readonly code: number }) => error,
  );
  expect(code, stdout).toBe(0);
  return stdout;
};

const COMPILER_OPTIONS = ['tsBuildInfoFile', 'incremental'];

beforeAll(() => {
  cpSync(FIXTURE, root, { recursive: true });
  symlinkSync(join(HOME, 'node_modules'), join(root, 'node_modules'));
  const { compilerOptions } = JSON.parse(readFileSync(join(HOME, 'tsconfig.json'), 'utf8'));
  for (const option of COMPILER_OPTIONS) delete compilerOptions[option];
  const include = ['src', 'infra', 'generated', '*.config.ts'];
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
});
afterAll(async () => {
  await cloud?.stop();
  rmSync(root, { recursive: true });
});

const exampleOf = (file: string): { readonly metadata: object; readonly data: object } =>
  JSON.parse(readFileSync(join(root, file), 'utf8')).examples[0];

const publish = async (endpoint: string, name: string, domain: string, detail: object): Promise<void> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint, region: 'us-east-1', credentials });
  const entry = { EventBusName: 'depot', Source: `depot.${domain}`, DetailType: name, Detail: JSON.stringify(detail) };
  expect((await client.send(new PutEventsCommand({ Entries: [entry] }))).FailedEntryCount).toBe(0);
};

interface Listed {
  readonly runId: string;
  readonly status: string;
}

const runsAt = async (endpoint: string): Promise<readonly Listed[]> =>
  JSON.parse(await carillon('runs', 'list', '--json', '--endpoint', endpoint)).runs;

describe('a project with nothing but its infrastructure', () => {
  it('gets its first events, a consumer and a workflow by command, which compile, pass their tests and synthesize', async () => {
    await carillon('event', 'new', 'OrderPlaced', '--domain', 'order', '--owner', 'team-orders');
    await carillon('event', 'new', 'PaymentCaptured', '--domain', 'payment', '--owner', 'team-payments');
    await carillon('consumer', 'new', 'invoicer', '--to', 'OrderPlaced');
    await carillon(
      ...['workflow', 'new', 'order-fulfilment', '--starts-on', 'OrderPlaced', '--resumes-on', 'PaymentCaptured'],
      ...['--by', 'subjectId'],
    );
    await carillon('workflow', 'new', 'send-thanks', '--starts-on', 'PaymentCaptured');
    expect(await node(join(HOME, 'node_modules/typescript/bin/tsc'), '-p', root)).toBe('');
    expect(await node(join(HOME, 'node_modules/vitest/vitest.mjs'), 'run')).toContain('passed');
    await node('infra/app.ts');
    const contracts = JSON.parse(await carillon('contracts', '--json', '--templates', join(root, 'cdk.out')));
    expect(contracts).toMatchObject({ ok: true, wiring: [] });
  });

  it('starts a run on an event, once, and resumes it on another', async () => {
    cloud = await startCloud({ assembly: join(root, 'cdk.out'), port: 0, speed: 60 });
    const { endpoint } = cloud;
    const placed = exampleOf('catalog/order/order-placed/v1.json');
    await publish(endpoint, 'OrderPlaced', 'order', placed);
    await publish(endpoint, 'OrderPlaced', 'order', placed);
    const [waiting] = await waitUntil(
      'a run that waits',
      () => runsAt(endpoint),
      (runs) => runs.length > 0 && runs.every(({ status }) => status === 'RUNNING'),
    );
    const paid = exampleOf('catalog/payment/payment-captured/v1.json');
    await publish(endpoint, 'PaymentCaptured', 'payment', { ...paid, data: placed.data });
    const runs = await waitUntil(
      'both workflows to complete',
      () => runsAt(endpoint),
      (all) => all.length === 2 && all.every(({ status }) => status === 'COMPLETED'),
    );
    expect(runs.map(({ runId }) => runId)).toContain(waiting?.runId);
    const history = await carillon('runs', 'show', (waiting?.runId ?? '').slice(0, 8), '--endpoint', endpoint);
    expect(history).toMatch(/OrderFulfilmentStarted[\s\S]*OrderFulfilmentCompleted/);
    const { queues } = JSON.parse(await carillon('dlq', 'list', '--json', '--endpoint', endpoint));
    expect(queues.filter(({ messages }: { readonly messages: number }) => messages > 0)).toEqual([]);
  });
});
