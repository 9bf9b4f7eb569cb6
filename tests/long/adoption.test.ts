import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packAll } from '../../release/pack.ts';
import { waitUntil } from './wait-until.ts';

/** What a team does that has nothing of this repository but the tarballs of its packages. */

const ROOT = join(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'carillon-adoption-'));
const packages = join(place, 'packages');
const tool = join(place, 'tool');
const shop = join(place, 'shop');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** Standard output and standard error. */
  readonly text: string;
}

/** The Node that runs this, first on the path: the machine's own may be an older one. */
const PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;

const environment = (): NodeJS.ProcessEnv => {
  const { NODE_OPTIONS: _, VITEST: __, NODE_PATH: ___, ...env } = process.env;
  return { ...env, PATH, NO_COLOR: '1', CI: '1' };
};

const run = (cwd: string, command: string, ...args: readonly string[]): Ended => {
  const began = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: environment(),
  });
  console.log(`${command} ${args.join(' ')}: ${status}, ${((Date.now() - began) / 1_000).toFixed(1)} s`);
  return { code: status, stdout, text: `${stdout}${stderr}` };
};

const inShop = (command: string, ...args: readonly string[]): Ended => {
  const ended = run(shop, command, ...args);
  expect(ended.code, `${command} ${args.join(' ')}\n${ended.text.slice(-4_000)}`).toBe(0);
  return ended;
};

/** Bytes of files, not the blocks that a file system rounds them up to. */
const megabytes = (folder: string): number =>
  Number(run(place, 'du', '-sm', '--apparent-size', folder).stdout.split('\t')[0]);

beforeAll(async () => {
  await packAll(ROOT, packages);
  mkdirSync(tool);
  writeFileSync(join(tool, 'package.json'), '{ "private": true }\n');
  const tarballs = readdirSync(packages).map((file) => join(packages, file));
  expect(tarballs).toHaveLength(5);
  const installed = run(tool, 'npm', 'install', '--no-audit', '--no-fund', ...tarballs);
  expect(installed.code, installed.text).toBe(0);
}, 600_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('a project of another team', { timeout: 900_000 }, () => {
  it('is made by carillon init, installs and passes its tests', () => {
    const made = run(tool, 'npx', 'carillon', 'init', shop, '--packages', packages);
    expect(made.code, made.text).toBe(0);
    expect(made.text).toMatch(/wrote \d+ files[\s\S]*npm install && npm start/);
    const again = run(tool, 'npx', 'carillon', 'init', shop, '--packages', packages);
    expect([again.code, again.text]).toEqual([64, expect.stringContaining('is not empty')]);
    inShop('npm', 'install', '--no-audit', '--no-fund');
    expect(megabytes(join(shop, 'node_modules'))).toBeLessThan(600);
    expect(inShop('npm', 'test').text).toMatch(/Tests {2}\d+ passed/);
    for (const command of [
      ['init'],
      ['add', '-A'],
      ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-qm', 'x'],
    ])
      inShop('git', ...command);
  });

  it('plays its demo on this machine, and answers SQL about it', () => {
    const { stdout } = inShop('npx', 'carillon', 'start', '--once', '--json', '--data', '.carillon/data');
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Readonly<Record<string, unknown>>;
    expect(summary).toMatchObject({ deadLetters: 0, runs: [{ status: 'COMPLETED' }, { status: 'COMPLETED' }] });
    expect(summary.archived).toEqual(expect.objectContaining({ events: expect.any(Number) }));
    const asked = inShop(
      'npx',
      'carillon',
      'query',
      '--data',
      '.carillon/data',
      '--json',
      'SELECT count(*) AS orders FROM order_placed',
    );
    expect(asked.stdout).toContain('"rows":[[2]]');
    expect(inShop('npx', 'carillon', 'query', '--tables').text).toContain('payment_captured');
  });

  it('gets an event, a consumer and a second workflow by command', () => {
    expect(
      inShop('npx', 'carillon', 'event', 'new', 'ParcelSent', '--domain', 'parcel', '--owner', 'team-parcels').text,
    ).toContain('parcel-sent/v1.json');
    inShop('npx', 'carillon', 'consumer', 'new', 'parcel-log', '--to', 'ParcelSent');
    inShop(
      ...(['npx', 'carillon', 'workflow', 'new', 'payment-watch', '--starts-on', 'OrderPlaced'] as const),
      ...['--resumes-on', 'PaymentCaptured', '--by', 'orderId'],
    );
    expect(inShop('npm', 'test').text).toMatch(/Tests {2}\d+ passed/);
    expect(inShop('npx', 'carillon', 'contracts').text).toMatch(/parcel-log/);
    inShop('npx', 'cdk', 'synth', '--quiet');
    const templates = readdirSync(join(shop, 'cdk.out')).filter((file) => file.endsWith('.template.json'));
    const text = templates.map((file) => readFileSync(join(shop, 'cdk.out', file), 'utf8')).join('');
    expect(text).toMatch(/ParcelLog/);
    expect(text).toMatch(/PaymentWatch/);
    const { stdout } = inShop('npx', 'carillon', 'start', '--once', '--json');
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ deadLetters: 0 });
  });

  it('resumes the second workflow on its event, beside the first', async () => {
    const cloud = spawn('npx', ['carillon', 'start', '--memory', '--port', '0'], {
      cwd: shop,
      env: environment(),
      detached: true,
    });
    try {
      const endpoint = await new Promise<string>((resolve, reject) => {
        let text = '';
        cloud.once('exit', (code) => reject(new Error(`ended with ${code}\n${text}`)));
        cloud.stderr.on('data', (part: Buffer) => {
          text += part.toString();
          const found = /endpoint\s+(http:\S+)/.exec(text)?.[1];
          if (found !== undefined) resolve(found);
        });
      });
      const runs = await waitUntil(
        'four completed runs',
        async () => {
          const { stdout } = inShop('npx', 'carillon', 'runs', 'list', '--json', '--endpoint', endpoint);
          return (JSON.parse(stdout) as { readonly runs: readonly { workflow: string; status?: string }[] }).runs;
        },
        (all) => all.filter(({ status }) => status === 'COMPLETED').length === 4,
        600_000,
      );
      const of = (name: string): number => runs.filter(({ workflow }) => workflow === name).length;
      expect([of('order-fulfilment'), of('payment-watch')]).toEqual([2, 2]);
      const dead = inShop('npx', 'carillon', 'dlq', 'list', '--json', '--endpoint', endpoint);
      const { queues } = JSON.parse(dead.stdout) as { readonly queues: readonly { readonly messages: number }[] };
      expect(queues.reduce((sum, { messages }) => sum + messages, 0)).toBe(0);
    } finally {
      // npx leads a group: a signal to it alone leaves the cloud running.
      if (cloud.pid !== undefined) process.kill(-cloud.pid, 'SIGINT');
    }
  });

  it('is told which consumer a breaking change breaks', () => {
    const folder = join(shop, 'catalog/order/order-placed');
    cpSync(join(folder, 'v1.json'), join(place, 'v1.json'));
    const schema = readFileSync(join(folder, 'v1.json'), 'utf8');
    writeFileSync(join(folder, 'v1.json'), schema.replaceAll('"customerEmail"', '"customerMail"'));
    const { code, text } = run(shop, 'npx', 'carillon', 'catalog', 'diff');
    cpSync(join(place, 'v1.json'), join(folder, 'v1.json'));
    expect(code).toBe(1);
    expect(text).toMatch(/customerEmail[\s\S]*breaks order-mail/);
  });

  it('is what every command works on, also from a sub-folder; outside of it they refuse', () => {
    const below = run(join(shop, 'src'), 'npx', 'carillon', 'catalog', 'check');
    expect(below.code, below.text).toBe(0);
    for (const command of [
      ['start', '--once'],
      ['query', '--tables'],
      ['contracts'],
      ['catalog', 'check'],
      ['runs', 'list'],
    ]) {
      const outside = run(tool, 'npx', 'carillon', ...command);
      expect([outside.code, outside.text]).toEqual([
        78,
        expect.stringMatching(/is not in a Carillon project[\s\S]*carillon init/),
      ]);
    }
  });
});
