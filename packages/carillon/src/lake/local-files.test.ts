import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchedFiles } from './local-files.ts';

const MODULE = join(import.meta.dirname, 'local-files.ts');

/** A process that has fetched an object and then works with it for a long time. */
const reader = `
  const { fetchedFiles } = await import(${JSON.stringify(MODULE)});
  const store = { keys: async () => ['events/a'], read: async () => new Uint8Array(1) };
  const { files } = await fetchedFiles(store, () => true);
  console.log(files[0].path);
  setInterval(() => undefined, 1_000);
`;

const started = async (): Promise<{
  readonly path: string;
  readonly end: (signal: NodeJS.Signals) => Promise<unknown>;
}> => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', reader], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    path: told.toString().trim(),
    async end(signal) {
      const exited = once(child, 'exit');
      child.kill(signal);
      return (await exited)[1];
    },
  };
};

const fetched = (): ReturnType<typeof fetchedFiles> =>
  fetchedFiles({ keys: async () => ['events/a'], read: async () => new Uint8Array(1) }, () => true);

describe('objects that were fetched', () => {
  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP'])('are gone when the process ends by %s', async (signal) => {
    const { path, end } = await started();
    expect(existsSync(path)).toBe(true);
    expect(await end(signal)).toBe(signal);
    expect(existsSync(path)).toBe(false);
  });

  it('that a kill left behind go when somebody fetches again', async () => {
    const { path, end } = await started();
    await end('SIGKILL');
    expect(existsSync(path)).toBe(true);
    (await fetched()).release();
    expect(existsSync(path)).toBe(false);
  });

  it('of a process that lives stay, and nothing else is touched', async () => {
    const other = join(tmpdir(), 'carillon-lake-of-somebody');
    mkdirSync(other, { recursive: true });
    const [one, two] = [await fetched(), await fetched()];
    expect(one.files.every(({ path }) => existsSync(path))).toBe(true);
    one.release();
    two.release();
    expect(globSync(`carillon-lake-${process.pid}-*`, { cwd: tmpdir() })).toEqual([]);
    expect(existsSync(other)).toBe(true);
  });
});
