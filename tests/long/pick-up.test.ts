import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteMeasured } from '../../generated/events/site/site-measured.ts';
import { blocksOf, read } from '../documents/fenced-blocks.ts';
import { type CarillonProcess, carillonIn } from './carillon-process.ts';
import { notPrinted } from './documents/compare.ts';
import { waitUntil } from './wait-until.ts';

const HOME = fileURLToPath(new URL('../../', import.meta.url));
const LEFT_OUT = new Set(['.git', '.carillon', 'cdk.out', 'node_modules', 'coverage']);
const project = mkdtempSync(join(tmpdir(), 'carillon-project-'));

let cloud: CarillonProcess;
let client: EventBridgeClient;
let bus = '';

beforeAll(async () => {
  for (const entry of readdirSync(HOME)) {
    if (!LEFT_OUT.has(entry)) cpSync(join(HOME, entry), join(project, entry), { recursive: true });
  }
  symlinkSync(join(HOME, 'node_modules'), join(project, 'node_modules'));
  cloud = carillonIn(project, ['start', '--memory', '--port', '0', '--verbose', '--without-rust']);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new EventBridgeClient({ endpoint: await cloud.endpoint(), region: 'us-east-1', credentials });
  const { EventBuses = [] } = await client.send(new ListEventBusesCommand({}));
  bus = EventBuses.find(({ Name }) => Name !== 'default')?.Name ?? '';
});
afterAll(async () => {
  cloud.kill('SIGINT');
  await cloud.ended;
  rmSync(project, { recursive: true });
});

const carillon = async (...argv: readonly string[]): Promise<void> => {
  const { code, stdout, stderr } = await carillonIn(project, argv).ended;
  expect(code, `${argv.join(' ')}\n${stdout}${stderr}`).toBe(0);
};

const measure = async (): Promise<void> => {
  const file = join(project, 'catalog/site/site-measured/v1.json');
  const { examples } = JSON.parse(readFileSync(file, 'utf8')) as { readonly examples: readonly unknown[] };
  const Entries = [
    {
      Source: siteMeasured.source,
      DetailType: siteMeasured.name,
      Detail: JSON.stringify(examples[0]),
      EventBusName: bus,
    },
  ];
  expect((await client.send(new PutEventsCommand({ Entries }))).FailedEntryCount).toBe(0);
};

const calls = (): number => cloud.lines().filter((line) => /FunctionInvoked\s+\S*BedCounter/.test(line)).length;

const rules = async (): Promise<readonly string[]> =>
  ((await client.send(new ListRulesCommand({ EventBusName: bus }))).Rules ?? []).map(({ Name = '' }) => Name);

describe('a cloud that runs', () => {
  it('takes up a new consumer', async () => {
    const before = await rules();
    await carillon('consumer', 'new', 'bed-counter', '--to', siteMeasured.name);
    await cloud.told(/taken up +bed-counter listens; resources: /);
    expect(await rules()).toHaveLength(before.length + 1);
    await measure();
    expect(await cloud.told(/lambda FunctionInvoked\s+\S*BedCounter/)).not.toMatch(/"ok":false/);
  });

  it('goes on as it was when the project cannot be synthesized, and says where it is at fault', async () => {
    const file = join(project, 'src/consumers/bed-counter/summarize.ts');
    const text = readFileSync(file, 'utf8');
    appendFileSync(file, 'export const broken: = 1;\n');
    await cloud.told(/not taken up/);
    await cloud.told(/summarize\.ts:\d+:\d+: ERROR/);
    const invoked = calls();
    await measure();
    await waitUntil(
      'another call of the consumer',
      async () => calls(),
      (now) => now > invoked,
    );
    writeFileSync(file, text);
  });

  it('has told all that as docs/local-cloud.md shows it', () => {
    const shown = blocksOf(read('docs/local-cloud.md')).find(({ text }) => text.includes('taken up'))?.text ?? '';
    expect(shown).not.toBe('');
    expect(notPrinted(shown, cloud.lines().join('\n'))).toEqual([]);
  });

  it('lets one go that is removed', async () => {
    await carillon('consumer', 'remove', 'bed-counter');
    await cloud.told(/taken up +bed-counter is gone; resources: \d+ removed$/);
    expect((await rules()).filter((name) => /BedCounter/.test(name))).toEqual([]);
  });

  it('gives a new consumer the past before its live events, which wait', async () => {
    await carillon('consumer', 'new', 'late-counter', '--to', siteMeasured.name, '--from', '2020-01-01T00:00:00Z');
    await cloud.told(/taken up +late-counter listens/);
    await cloud.told(/^The cloud keeps running/);
    await measure();
    const called = (): number => cloud.lines().filter((line) => /FunctionInvoked\s+\S*LateCounter/.test(line)).length;
    await new Promise((resume) => setTimeout(resume, 3_000));
    expect(called()).toBe(0);
    const { code, stdout, stderr } = await carillonIn(project, [
      ...['consumer', 'catch-up', 'late-counter', '--json'],
      ...['--endpoint', await cloud.endpoint()],
    ]).ended;
    expect(code, stderr).toBe(0);
    const { consumer, events, wrote } = JSON.parse(stdout) as {
      readonly consumer: string;
      readonly events: number;
      readonly wrote: readonly string[];
    };
    // Two measures of the demo, and those of this test that the archive has by now.
    expect([consumer, wrote]).toEqual(['late-counter', ['asyncapi.yaml']]);
    expect(events).toBeGreaterThanOrEqual(2);
    expect(readFileSync(join(project, 'asyncapi.yaml'), 'utf8')).not.toContain('startingFrom');
    const past = called();
    await measure();
    await waitUntil(
      'a live event',
      async () => called(),
      (now) => now > past,
    );
    const again = await carillonIn(project, [
      ...['consumer', 'catch-up', 'late-counter', '--from', '2020-01-01T00:00:00Z'],
      ...['--endpoint', await cloud.endpoint()],
    ]).ended;
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/CONSUMES_ALREADY.*\n {2}fix: /)]);
  });
});
