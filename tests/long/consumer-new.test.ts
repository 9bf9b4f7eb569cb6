import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EventBridgeClient, ListEventBusesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { carillonIn } from './carillon-process.ts';

const HOME = fileURLToPath(new URL('../../', import.meta.url));
/** What git does not keep, and would be gone in a clean clone. */
const LEFT_OUT = new Set(['.git', '.carillon', 'cdk.out', 'node_modules', 'coverage']);

const clone = mkdtempSync(join(tmpdir(), 'carillon-clone-'));

const carillon = async (...argv: readonly string[]): Promise<void> => {
  const { code, stdout, stderr } = await carillonIn(clone, argv).ended;
  expect(code, `${argv.join(' ')}\n${stdout}${stderr}`).toBe(0);
};

const node = async (...argv: readonly string[]): Promise<string> => {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  const options = { cwd: clone, env: { ...env, CDK_OUTDIR: join(clone, 'cdk.out') }, maxBuffer: 2 ** 26 };
  return (await promisify(execFile)(process.execPath, argv, options)).stdout;
};

const publish = async (endpoint: string): Promise<void> => {
  const client = new EventBridgeClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
  const bus = EventBuses.find(({ Name }) => Name !== 'default')?.Name;
  const { examples } = JSON.parse(readFileSync(join(clone, 'catalog/site/bed-cleaned/v1.json'), 'utf8'));
  const entry = { Source: 'carillon.site', DetailType: 'BedCleaned', Detail: JSON.stringify(examples[0]) };
  const put = await client.send(new PutEventsCommand({ Entries: [{ ...entry, EventBusName: bus }] }));
  expect(put.FailedEntryCount).toBe(0);
};

beforeAll(() => {
  for (const entry of readdirSync(HOME)) {
    if (!LEFT_OUT.has(entry)) cpSync(join(HOME, entry), join(clone, entry), { recursive: true });
  }
  symlinkSync(join(HOME, 'node_modules'), join(clone, 'node_modules'));
});
afterAll(() => rmSync(clone, { recursive: true }));

describe('the walk of the README', () => {
  it('has a new event and a new consumer tested, synthesized and running in five commands', async () => {
    await carillon('event', 'new', 'BedCleaned', '--domain', 'site');
    await carillon('consumer', 'new', 'bed-counter', '--to', 'BedCleaned');
    // npm test runs all of the project's tests; these are those that the two can break.
    const concerned = ['src/consumers/bed-counter', 'tests/catalog'];
    await node('node_modules/vitest/vitest.mjs', 'run', ...concerned);
    await node('infra/app.ts');
    const templates = readdirSync(join(clone, 'cdk.out')).filter((name) => name.endsWith('.template.json'));
    const text = templates.map((name) => readFileSync(join(clone, 'cdk.out', name), 'utf8')).join('\n');
    expect(text).toMatch(/"BedCounterQueue\w*": \{/);

    const running = carillonIn(clone, ['start', '--memory', '--port', '0', '--verbose', '--without-rust']);
    try {
      await publish(await running.endpoint());
      expect(await running.told(/lambda FunctionInvoked\s+\S*BedCounter/)).not.toMatch(/"ok":false/);
    } finally {
      running.kill('SIGINT');
      await running.ended;
    }
  });
});
