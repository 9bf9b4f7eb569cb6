import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectAt } from '../../project.ts';
import { consumer } from './command.ts';

const home = fileURLToPath(new URL('../../../../..', import.meta.url));
let root: string;

const tree = (): ReadonlyMap<string, string> => {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'utf8')]),
  );
};
const run = (given: Readonly<Record<string, string | boolean>>, name = 'consumer-of-this-test'): Promise<number> =>
  consumer.run(given, ['new', name], projectAt(root, { name: 'test' }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carillon-consumer-'));
  for (const part of ['asyncapi.yaml', 'catalog', 'generated', 'src/upcasters'])
    cpSync(join(home, part), join(root, part), { recursive: true });
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

describe('carillon consumer new', () => {
  it('adds one block to asyncapi.yaml, a folder and the subscription', async () => {
    const before = tree().get(join(root, 'asyncapi.yaml')) ?? '';
    expect(await run({ to: 'SiteMeasured', where: '{"detail":{"data":{"siteId":["1"]}}}' })).toBe(0);
    const after = tree().get(join(root, 'asyncapi.yaml')) ?? '';
    const start = after.indexOf('  consumer-of-this-test:\n');
    expect(after.slice(0, start) + after.slice(start + after.length - before.length)).toBe(before);
    expect(tree().get(join(root, 'generated/subscriptions.ts'))).toContain('export const consumerOfThisTest');
    expect(readdirSync(join(root, 'src/consumers/consumer-of-this-test'))).toHaveLength(6);
    expect(tree().get(join(root, 'src/consumers/README.md'))).toContain(
      '\n- [consumer-of-this-test](consumer-of-this-test/): Listens to SiteMeasured. Owner: team-sites.\n',
    );
  });

  it('writes what the formatter leaves as it is, however long the name', async () => {
    cpSync(join(home, 'biome.json'), join(root, 'biome.json'));
    cpSync(join(home, 'package.json'), join(root, 'package.json'));
    symlinkSync(join(home, 'node_modules'), join(root, 'node_modules'));
    writeFileSync(join(root, '.gitignore'), 'node_modules\n.carillon\n');
    const name = 'consumer-of-this-very-long-test-that-does-not-end-soon';
    expect(await run({ to: 'SiteMeasured' }, name)).toBe(0);
    const biome = join(home, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'format', '--vcs-enabled=false', `src/consumers/${name}`];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Checked [1-9]/)]);
    expect(await consumer.run({}, ['remove', name], projectAt(root, { name: 'test' }))).toBe(0);
  });

  it('writes nothing when the catalog with it would not hold', async () => {
    const before = tree();
    expect(await run({ to: 'SiteMeasured', where: '{"detail":{"data":{"moon":["1"]}}}' })).toBe(1);
    expect(tree()).toEqual(before);
  });

  it.each([
    ['{"detail":{"data":{"moon":["1"]}}}', '/detail/data/moon', /^one of id, siteId/],
    ['{"detail":{"data":{"siteId":[1]}}}', '/detail/data/siteId', /^a string/],
    ['{"detail":3}', '/detail', /^a list/],
    ['{"source":["x"]}', '/source', /carillon\.site/],
  ])('places a fault of --where %s at the option', async (where, pointer, expected) => {
    expect(await run({ to: 'SiteMeasured', where, json: true })).toBe(1);
    const { diagnostics } = JSON.parse(String(vi.mocked(console.log).mock.lastCall?.[0]));
    expect(diagnostics[0]).toMatchObject({
      at: { file: '--where', pointer },
      expected: expect.stringMatching(expected),
    });
    expect(diagnostics[0].at).not.toHaveProperty('line');
  });

  it.each([
    ['consumer-of-this-test', { to: 'SiteMeasuredd' }],
    ['consumer-of-this-test', {}],
    ['consumer-of-this-test', { to: 'SiteMeasured', where: '[1' }],
    ['BedCounter', { to: 'SiteMeasured' }],
    ['dead-letters', { to: 'SiteMeasured' }],
    ['consumer-of-this-test', { to: 'SiteMeasured', from: '11/12/2026' }],
    ['s3-archiver', { to: 'SiteMeasured' }],
  ])('refuses %s with %j and writes nothing', async (name, given: Readonly<Record<string, string>>) => {
    const before = tree();
    await expect(run(given, name)).rejects.toThrow();
    expect(tree()).toEqual(before);
  });
});
