import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRoot, openProject, projectAt } from './project.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'carillon-project-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, config: string): string => {
  const root = join(folder, path);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'carillon.config.ts'), config);
  return root;
};

describe('findRoot', () => {
  it('finds the nearest folder upwards with a configuration', () => {
    const outer = write('outer', '');
    const inner = write('outer/apps/orders', '');
    mkdirSync(join(inner, 'src/consumers'), { recursive: true });
    expect(findRoot({ workingFolder: join(inner, 'src/consumers') })).toBe(inner);
    expect(findRoot({ workingFolder: join(outer, 'apps') })).toBe(outer);
    expect(findRoot({ workingFolder: folder })).toBeUndefined();
  });

  it('does not search upwards from a folder that is named', () => {
    const root = write('orders', '');
    mkdirSync(join(root, 'src'));
    expect(findRoot({ root: 'orders', workingFolder: folder })).toBe(root);
    expect(findRoot({ root: 'orders/src', workingFolder: folder })).toBeUndefined();
    expect(findRoot({ root: 'other', workingFolder: root })).toBeUndefined();
  });
});

describe('openProject', () => {
  it('fills in the defaults', async () => {
    const root = write('orders', "export default { name: 'orders' };");
    const { config } = await openProject({ workingFolder: root });
    expect(config).toEqual({ name: 'orders', app: 'infra/app.ts', stackPrefix: 'Carillon' });
  });

  it('takes what the configuration says', async () => {
    const root = write('orders', "export default { name: 'orders', app: 'cdk/app.ts', stackPrefix: 'Orders' };");
    expect(await openProject({ workingFolder: root })).toEqual(
      projectAt(root, { name: 'orders', app: 'cdk/app.ts', stackPrefix: 'Orders' }),
    );
  });

  it.each([
    ['export const config = {};', 'no default export'],
    ['export default { app: "x.ts" };', 'name is missing'],
    ['export default { name: "orders", stackprefix: "x" };', 'stackprefix'],
    ['export default { name: "orders", demo: 1 };', 'demo, which is not a string'],
    ['export default {', 'cannot be loaded'],
    ["import 'a-package-that-is-not-installed'; export default { name: 'orders' };", 'cannot be loaded'],
  ])('refuses %s', async (text, message) => {
    const root = write('orders', text);
    await expect(openProject({ workingFolder: root })).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining(message),
      fix: expect.stringContaining('carillon.config.ts'),
    });
  });

  it('refuses a folder that is in no project', async () => {
    await expect(openProject({ workingFolder: folder })).rejects.toMatchObject({
      code: 'NO_PROJECT',
      message: expect.stringContaining(folder),
      fix: expect.stringContaining('carillon init'),
    });
    await expect(openProject({ root: 'elsewhere', workingFolder: folder })).rejects.toMatchObject({
      code: 'NO_PROJECT',
      message: expect.stringContaining(join(folder, 'elsewhere')),
    });
  });
});
