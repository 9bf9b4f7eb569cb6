import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Cloud, startCloud } from '@carillon/local/cloud';
import { buildSync } from 'esbuild';

/**
 * The consumer in Rust beside the same one in TypeScript: both as processes over the Lambda Runtime API, against the local
 * cloud's DynamoDB, one after the other in one run. Prints the median of several rounds and the ratio.
 */
const ROOT = join(import.meta.dirname, '../..');
const ROUNDS = 3;
const BATCH = 90;
const EVENTS = Number(process.argv.find((each) => /^\d+$/.test(each)) ?? 18_000);
const asJson = process.argv.includes('--json');

const rust = globSync('population-counter-*', { cwd: join(ROOT, '.carillon/crates.local') })[0];
if (rust === undefined) {
  console.error('The crate is not compiled on this machine: npm start compiles it. Then again.');
  process.exit(1);
}

const work = mkdtempSync(join(tmpdir(), 'carillon-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const asset = (name: string): string => {
  const folder = join(work, name);
  mkdirSync(folder);
  return folder;
};

const rustAsset = asset('rust');
copyFileSync(join(ROOT, '.carillon/crates.local', rust), join(rustAsset, 'bootstrap'));

const nodeAsset = asset('typescript');
buildSync({
  entryPoints: [join(ROOT, 'bench/population-counter/runtime.ts')],
  outfile: join(nodeAsset, 'index.mjs'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
writeFileSync(join(nodeAsset, 'bootstrap'), `#!/bin/sh\nexec ${process.execPath} index.mjs\n`);
for (const folder of [rustAsset, nodeAsset]) chmodSync(join(folder, 'bootstrap'), 0o755);

const functionOf = (name: string): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: name,
    Runtime: 'provided.al2023',
    Handler: 'bootstrap',
    MemorySize: 128,
    Timeout: 60,
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { S3Bucket: 'assets', S3Key: name },
    Environment: { Variables: { COUNTS_TABLE_NAME: { Ref: 'Table' }, POWERTOOLS_LOG_LEVEL: 'error' } },
  },
});
const template = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['dynamodb:*', 'logs:*'], Resource: '*' }] },
          },
        ],
      },
    },
    Rust: functionOf('rust'),
    TypeScript: functionOf('typescript'),
  },
};
const files = Object.fromEntries(
  ['rust', 'typescript'].map((name) => [
    name,
    { source: { path: name }, destinations: { here: { bucketName: 'assets', objectKey: name } } },
  ]),
);
const write = (name: string, value: object): void => writeFileSync(join(work, name), JSON.stringify(value));
write('Bench.template.json', template);
write('Bench.assets.json', { files });
write('manifest.json', {
  artifacts: {
    Bench: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Bench.template.json' } },
    Assets: { type: 'cdk:asset-manifest', properties: { file: 'Bench.assets.json' } },
  },
});

const body = (n: number, round: string): string => {
  const id = `${round}-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const metadata = {
    id,
    correlationId: 'bench',
    occurredAt: `2026-11-${String((n % 20) + 1).padStart(2, '0')}T10:00:00.000Z`,
  };
  const detail = {
    metadata: { ...metadata, schema: 'site/site-measured/v1' },
    data: { id: String(n), siteId: `site-${n % 5}`, name: 'n', createdAtTime: n, valueOne: n / 8, valueTwo: 1 },
  };
  const around = { version: '0', id, account: '0', time: '2026-11-24T00:00:00Z', region: 'us-east-1', resources: [] };
  return JSON.stringify({ ...around, 'detail-type': 'SiteMeasured', source: 'carillon.site', detail });
};

const peakMegabytes = (name: string): number => {
  const pids = globSync('/proc/[0-9]*').map((path) => path.slice(6));
  const peaks = pids.map((pid) => {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`AWS_LAMBDA_FUNCTION_NAME=${name}\0`)) return 0;
      return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;
    } catch {
      return 0;
    }
  });
  return Math.max(0, ...peaks);
};

interface Figures {
  readonly coldStartMs: number;
  readonly eventsPerSecond: number;
  readonly peakMegabytes: number;
}

const measure = async (cloud: Cloud, name: string, round: string): Promise<Figures> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const lambda = new LambdaClient({ endpoint: cloud.endpoint, region: 'us-east-1', credentials });
  const invoke = async (from: number, to: number): Promise<void> => {
    const Records = Array.from({ length: to - from }, (_, index) => ({
      messageId: `m-${from + index}`,
      body: body(from + index, round),
    }));
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ Records }) }),
    );
    const answer = Buffer.from(Payload ?? []).toString('utf8');
    if (FunctionError !== undefined || !/atchItemFailures":\[\]/.test(answer)) throw new Error(`${name}: ${answer}`);
  };
  const cold = performance.now();
  await invoke(0, 1);
  const coldStartMs = performance.now() - cold;
  await invoke(1, BATCH);
  const begun = performance.now();
  for (let at = BATCH; at < EVENTS; at += BATCH) await invoke(at, Math.min(EVENTS, at + BATCH));
  const seconds = (performance.now() - begun) / 1_000;
  return { coldStartMs, eventsPerSecond: (EVENTS - BATCH) / seconds, peakMegabytes: peakMegabytes(name) };
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

const rounds: Record<'rust' | 'typescript', Figures[]> = { rust: [], typescript: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  // Each in turn first, so that neither always has the emptier table.
  const order = round % 2 === 0 ? (['rust', 'typescript'] as const) : (['typescript', 'rust'] as const);
  const cloud = await startCloud({ assembly: work });
  try {
    for (const [index, name] of order.entries())
      rounds[name].push(await measure(cloud, name, `${String(round).padStart(6, '0')}0${index}`));
  } finally {
    await cloud.stop();
  }
}
if (!existsSync(work)) throw new Error(work);

const of = (name: 'rust' | 'typescript', figure: keyof Figures): number =>
  median(rounds[name].map((each) => each[figure]));
const rows = (
  [
    ['events a second', 'eventsPerSecond'],
    ['cold start, ms', 'coldStartMs'],
    ['peak memory, MB', 'peakMegabytes'],
  ] as const
).map(([what, figure]) => {
  const [one, other] = [of('rust', figure), of('typescript', figure)];
  return { what, rust: one, typescript: other, ratio: one / other };
});
if (asJson) console.log(JSON.stringify({ events: EVENTS, rounds: ROUNDS, rows }));
else {
  console.log(`${EVENTS} events, batches of ${BATCH}, median of ${ROUNDS} rounds\n`);
  console.log(`${''.padEnd(18)} ${'Rust'.padStart(10)} ${'TypeScript'.padStart(12)} ${'Rust / TS'.padStart(11)}`);
  for (const { what, rust: one, typescript, ratio } of rows)
    console.log(
      `${what.padEnd(18)} ${one.toFixed(0).padStart(10)} ${typescript.toFixed(0).padStart(12)} ${ratio.toFixed(2).padStart(11)}`,
    );
}
process.exit(0);
