import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ORDERS } from '../../fixture/synthesized.ts';
import { crateAsset, crateFolders, crateHash } from './crate.ts';

const CRATE = 'src/consumers/stock-counter';

/** Runs an asset's command as CDK does: in the folder where `cdk` was called. */
const publish = (root: string, [, ...args]: readonly string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, PATH: '/nowhere' } });

describe('a crate as an asset', () => {
  it('is found by its folder', () => expect(crateFolders(ORDERS)).toEqual([CRATE]));

  it('is a command relative to the project, and a hash of what it is made of', () => {
    const { command, hash } = crateAsset(ORDERS, CRATE);
    expect(command).toEqual(['node', '../../src/crates/build.ts', '--asset', CRATE, '--made-of', hash]);
    expect(existsSync(join(ORDERS, command[1] ?? ''))).toBe(true);
    expect(hash).toBe(crateHash(ORDERS, CRATE));
  });

  it('has another hash for other sources', () => {
    const root = mkdtempSync(join(tmpdir(), 'carillon-crate-'));
    cpSync(join(ORDERS, CRATE), join(root, CRATE), { recursive: true });
    expect(crateHash(root, CRATE)).toBe(crateHash(ORDERS, CRATE));
    cpSync(join(ORDERS, 'infra/environments/dev.json'), join(root, CRATE, 'src/more.rs'));
    expect(crateHash(root, CRATE)).not.toBe(crateHash(ORDERS, CRATE));
  });

  it('is published by the package that is installed in the project, without a path of its own', () => {
    const root = mkdtempSync(join(tmpdir(), 'carillon-crate-'));
    cpSync(join(ORDERS, CRATE), join(root, CRATE), { recursive: true });
    symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(root, 'node_modules'));
    const [node = '', , ...rest] = crateAsset(root, CRATE).command;
    const installed = [node, 'node_modules/@carillon/constructs/src/crates/build.ts', ...rest];
    const { status, stderr } = publish(root, installed);
    // It gets as far as looking for the compiler, in this project and not in the package.
    expect([status, String(stderr).split('\n')[0]]).toEqual([1, 'cargo is not installed (rustup.rs).']);
  });

  it('is not published from other sources than it was synthesized of', () => {
    const [node = '', build = ''] = crateAsset(ORDERS, CRATE).command;
    const { status, stdout, stderr } = publish(ORDERS, [node, build, '--asset', CRATE, '--made-of', 'other']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`${CRATE} has changed since it was synthesized: synthesize again, then publish.`);
  });
});
