import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hotelRoot } from '@carillon/catalog/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from './main.ts';

const BIN = join(import.meta.dirname, '../../bin/carillon.mjs');
let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'carillon-where-')));
  mkdirSync(join(folder, 'empty/deep'), { recursive: true });
  cpSync(hotelRoot, join(folder, 'hotel'), { recursive: true });
  writeFileSync(join(folder, 'hotel/carillon.config.ts'), "export default { name: 'hotel' };\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const carillon = (cwd: string, ...argv: readonly string[]) =>
  spawnSync(process.execPath, [BIN, ...argv], { cwd: join(folder, cwd), encoding: 'utf8' });

/** A command line of each command that would do something if it had a project. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  start: ['--once'],
  catalog: ['build'],
  contracts: [],
  event: ['new', 'OrderPlaced', '--domain', 'order'],
  consumer: ['new', 'invoicer', '--to', 'OrderPlaced'],
  workflow: ['new', 'order-fulfilment', '--starts-on', 'OrderPlaced'],
  runs: ['list'],
  dlq: ['list'],
  events: ['tail', '--for', '0'],
  archive: ['parquet', '--to', 'lake'],
  erase: ['--subject', 'customerId=one'],
  query: ['--tables'],
};

describe('outside of any project', () => {
  const inProject = Object.keys(commands).filter((name) => name !== 'init');

  it.each(inProject)('%s refuses, names what is missing and touches nothing', (name) => {
    const { status, stdout, stderr } = carillon(
      'empty/deep',
      name,
      ...(LINES[name] ?? ['missing from this test']),
      '--json',
    );
    expect([status, stderr]).toEqual([78, expect.stringContaining(join(folder, 'empty/deep'))]);
    expect(stderr).toContain('carillon.config.ts');
    expect(stderr).toContain('carillon init <folder>');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, code: 'NO_PROJECT' });
    expect(readdirSync(join(folder, 'empty'), { recursive: true })).toEqual(['deep']);
  });

  it.each(inProject)('%s --help explains it all the same', (name) => {
    const { status, stdout } = carillon('empty', name, '--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('--root <dir>')]);
  });
});

describe('in a project', () => {
  it.each(['', 'catalog/stay', 'generated'])('works on it from /%s', (path) => {
    mkdirSync(join(folder, 'hotel', path), { recursive: true });
    const { status, stdout, stderr } = carillon(join('hotel', path), 'catalog', 'check', '--json');
    expect([status, JSON.parse(stdout), stderr]).toEqual([0, { ok: true, diagnostics: [] }, '']);
  });

  it('works on the one that --root names, from anywhere', () => {
    expect(carillon('empty', 'catalog', 'check', '--root', join(folder, 'hotel')).status).toBe(0);
    expect(carillon('hotel', 'catalog', 'check', '--root', '../empty').status).toBe(78);
    expect(carillon('hotel', 'catalog', 'check', '--root', 'catalog').status).toBe(78);
  });

  it('looks at the tables of this one', () => {
    const { status } = carillon('hotel', 'catalog', 'build');
    const { stdout } = carillon('hotel/catalog', 'query', '--tables', '--json');
    const { tables } = JSON.parse(stdout) as { readonly tables: readonly { readonly table: string }[] };
    expect([status, tables.map(({ table }) => table).toSorted()]).toEqual([
      0,
      ['result_received', 'stay_booked', 'stay_closed'],
    ]);
  });
});

describe('what cannot be meant', () => {
  it.each([
    ['rns', 64, 'Did you mean runs?'],
    ['catalog chek', 64, 'Did you mean check?'],
    ['catalog check --jsn', 64, 'Did you mean --json?'],
    ['catalog check --sideways', 64, 'takes no --sideways'],
  ])('%s', (line, exit, message) => {
    const { status, stderr } = carillon('hotel', ...line.split(' '));
    expect([status, stderr]).toEqual([exit, expect.stringContaining(message)]);
    expect(stderr).not.toContain('positional');
  });

  it('is one JSON object where JSON was asked for', () => {
    const { status, stdout } = carillon('hotel', 'catalog', 'chek', '--json');
    expect([status, JSON.parse(stdout)]).toMatchObject([64, { ok: false, code: 'USAGE' }]);
  });

  it.each(['--version', '-v'])('%s prints the version', (option) => {
    expect(carillon('empty', option).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
