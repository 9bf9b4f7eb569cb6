import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesOf, temporaryShop } from '../../fixture-project.ts';
import { projectAt } from '../../project.ts';
import { consumer } from './command.ts';

let root: string;

const run = (given: Readonly<Record<string, string | boolean>>, name = 'consumer-of-this-test'): Promise<number> =>
  consumer.run(given, ['new', name], projectAt(root, { name: 'test' }));

beforeEach(async () => {
  root = await temporaryShop();
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

describe('carillon consumer new', () => {
  it('adds one block to asyncapi.yaml, a folder and the subscription', async () => {
    const before = filesOf(root).get('asyncapi.yaml') ?? '';
    expect(await run({ to: 'OrderPlaced', where: '{"detail":{"data":{"city":["1"]}}}' })).toBe(0);
    const after = filesOf(root).get('asyncapi.yaml') ?? '';
    const start = after.indexOf('  consumer-of-this-test:\n');
    expect(after.slice(0, start) + after.slice(start + after.length - before.length)).toBe(before);
    expect(filesOf(root).get('generated/subscriptions.ts')).toContain('export const consumerOfThisTest');
    expect(readdirSync(join(root, 'src/consumers/consumer-of-this-test'))).toHaveLength(6);
    expect(filesOf(root).get('src/consumers/README.md')).toContain(
      '\n- [consumer-of-this-test](consumer-of-this-test/): Consumes OrderPlaced. Owner: team-orders.\n',
    );
  });

  it('writes what the formatter leaves as it is, however long the name', async () => {
    const biomeJson = {
      files: { includes: ['**', '!**/reads.json'] },
      formatter: { indentStyle: 'space', lineWidth: 120 },
      javascript: { formatter: { quoteStyle: 'single' } },
    };
    writeFileSync(join(root, 'biome.json'), JSON.stringify(biomeJson));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    const name = 'consumer-of-this-very-long-test-that-does-not-end-soon';
    expect(await run({ to: 'OrderPlaced' }, name)).toBe(0);
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'format', '--vcs-enabled=false', `src/consumers/${name}`];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Checked [1-9]/)]);
    expect(await consumer.run({}, ['remove', name], projectAt(root, { name: 'test' }))).toBe(0);
  });

  it('writes nothing where its imports would lead nowhere, and says what to install', async () => {
    rmSync(join(root, 'node_modules'));
    const before = filesOf(root);
    expect(await run({ to: 'OrderPlaced', json: true })).toBe(1);
    expect(filesOf(root)).toEqual(before);
    const printed = JSON.parse(String(vi.mocked(console.log).mock.lastCall?.[0]));
    expect(printed).toMatchObject({
      code: 'IMPORT_MISSING',
      missing: expect.arrayContaining(['@carillon/runtime/consume', 'vitest']),
      fix: expect.stringMatching(/^npm install .*@carillon\/runtime.*@types\/aws-lambda.*vitest$/),
    });
  });

  it('writes nothing when the catalog with it would not hold', async () => {
    const before = filesOf(root);
    expect(await run({ to: 'OrderPlaced', where: '{"detail":{"data":{"moon":["1"]}}}' })).toBe(1);
    expect(filesOf(root)).toEqual(before);
  });

  it.each([
    ['{"detail":{"data":{"moon":["1"]}}}', '/detail/data/moon', /^one of orderId, customerId/],
    ['{"detail":{"data":{"city":[1]}}}', '/detail/data/city', /^a string/],
    ['{"detail":3}', '/detail', /^a list/],
    ['{"source":["x"]}', '/source', /shop\.order/],
  ])('places a fault of --where %s at the option', async (where, pointer, expected) => {
    expect(await run({ to: 'OrderPlaced', where, json: true })).toBe(1);
    const { diagnostics } = JSON.parse(String(vi.mocked(console.log).mock.lastCall?.[0]));
    expect(diagnostics[0]).toMatchObject({
      at: { file: '--where', pointer },
      expected: expect.stringMatching(expected),
    });
    expect(diagnostics[0].at).not.toHaveProperty('line');
  });

  it.each([
    ['consumer-of-this-test', { to: 'OrderPlacedd' }],
    ['consumer-of-this-test', {}],
    ['consumer-of-this-test', { to: 'OrderPlaced', where: '[1' }],
    ['OrderCounter', { to: 'OrderPlaced' }],
    ['dead-letters', { to: 'OrderPlaced' }],
    ['consumer-of-this-test', { to: 'OrderPlaced', from: '11/12/2026' }],
    ['archiver', { to: 'OrderPlaced' }],
  ])('refuses %s with %j and writes nothing', async (name, given: Readonly<Record<string, string>>) => {
    const before = filesOf(root);
    await expect(run(given, name)).rejects.toThrow();
    expect(filesOf(root)).toEqual(before);
  });
});
