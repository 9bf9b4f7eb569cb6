import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFolders } from './project.ts';
import { failureOf, guarded, loadContract } from './user-code.ts';

const module = join(import.meta.dirname, 'user-code.ts');

/** A process of its own: what nobody handles ends a process, and this one has other handlers. */
const inProcess = (body: string): unknown => {
  const script = `import { guarded } from ${JSON.stringify(module)};
const { value, failures } = await guarded(async () => { ${body} });
console.log(JSON.stringify({ value, failures: failures.map(String) }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return stderr === '' ? JSON.parse(stdout) : stderr;
};

describe('code of a project', () => {
  it('has its value, or what it throws', async () => {
    expect(await guarded(async () => 1)).toEqual({ value: 1, failures: [] });
    const error = new RangeError('no');
    expect(await guarded(() => Promise.reject(error))).toEqual({ failures: [error] });
  });

  it('cannot end the process by a promise that it does not await', () => {
    expect(inProcess("void Promise.reject(new Error('stray')); return 1;")).toEqual({
      value: 1,
      failures: ['Error: stray'],
    });
  });

  it('cannot end the process by what it throws in a callback', () => {
    const body = "setTimeout(() => { throw new Error('late'); }); await new Promise((done) => setTimeout(done, 20));";
    expect(inProcess(body)).toEqual({ failures: ['Error: late'] });
  });
});

describe('a failure', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'user-code-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const load = (text: string): Promise<unknown> => {
    const file = 'src/consumers/one/consumer.contract.ts';
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    return loadContract(projectFolders(root), file);
  };
  const file = 'src/consumers/one/consumer.contract.ts';

  it.each([
    [
      'that is thrown at import',
      "\nthrow new Error('no database');\n",
      { message: 'Error: no database', at: { file, line: 2 } },
    ],
    ['for want of a contract', 'export {};\n', { message: `${file} exports no contract`, at: { file } }],
  ])('%s is placed', async (_, text, failure) => {
    expect(await load(text)).toEqual({ failure });
  });

  it('is placed at the topmost frame below a folder of the project', () => {
    const error = new Error('no');
    const frames = ['node_modules/x/y.js:1:1', 'lib/z.ts:2:2', 'src/producers/p/q.ts:3:3', 'src/producers/p/r.ts:4:4'];
    error.stack = ['Error: no', ...frames.map((each) => `    at f (file://${root}/${each})`)].join('\n');
    expect(failureOf(projectFolders(root), error).at).toEqual({ file: 'src/producers/p/q.ts', line: 3 });
    expect(failureOf(projectFolders(root, { producers: 'lib' }), error).at).toEqual({ file: 'lib/z.ts', line: 2 });
  });
});
