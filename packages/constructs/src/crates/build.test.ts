import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crateAsset, crateFolders, crateHash } from './made-of.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const [CRATE = ''] = crateFolders(ROOT);

const run = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, PATH: '/nowhere' } });

describe('a crate as an asset', () => {
  it('is a command that says nothing of the machine, and a hash of what it is made of', () => {
    const { command, hash } = crateAsset(ROOT, CRATE);
    expect(command).toEqual(['node', 'packages/constructs/src/crates/build.ts', '--asset', CRATE, '--made-of', hash]);
    expect(hash).toBe(crateHash(ROOT, CRATE));
  });

  it('is not published from other sources than it was synthesized of', () => {
    const { status, stdout, stderr } = run(
      'packages/constructs/src/crates/build.ts',
      '--asset',
      CRATE,
      '--made-of',
      'other',
    );
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${CRATE} has changed since it was synthesized: synthesize again, then publish.`);
  });
});
