import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carillon-synthesize-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const url = (file: string): string => pathToFileURL(join(import.meta.dirname, file)).href;

/** An app that says where it is, as `node infra/app.ts` runs it in the project's folder. */
const run = (stacks: string, context: object = {}): ReturnType<typeof spawnSync> => {
  writeFileSync(join(root, 'stacks.mts'), stacks);
  const app = `import { synthesize } from '${url('synthesize.ts')}';\nawait synthesize(() => import('./stacks.mts'));\n`;
  writeFileSync(join(root, 'app.mts'), app);
  const env = { ...process.env, CDK_OUTDIR: join(root, 'out'), CDK_CONTEXT_JSON: JSON.stringify(context) };
  return spawnSync(process.execPath, ['app.mts'], { cwd: root, encoding: 'utf8', env });
};

const PRINT = 'export const stacks = (app, root, environment) => console.log(JSON.stringify([root, environment]));\n';

describe('a synthesis', () => {
  it('is of the project in the working folder, in dev, unless the context names others', () => {
    expect(JSON.parse(String(run(PRINT).stdout))).toEqual([root, 'dev']);
    expect(readdirSync(join(root, 'out'))).toContain('manifest.json');
    const context = { root: '/elsewhere', environment: 'prod' };
    expect(JSON.parse(String(run(PRINT, context).stdout))).toEqual(['/elsewhere', 'prod']);
  });

  it('ends with 1, the reason and the fix where a declaration cannot be made', () => {
    const { status, stderr } = run(
      `import { readEnvironment } from '${url('environment.ts')}';
       export const stacks = (app, root, environment) => readEnvironment(root, environment, {});\n`,
    );
    expect([status, stderr]).toEqual([
      1,
      'There is no environment "dev"; there are .\nAdd infra/environments/dev.json, or name another by --context environment=<name>.\n',
    ]);
  });

  it('fails with every other error as it is', () => {
    const { status, stderr } = run("export const stacks = () => { throw new Error('no table'); };\n");
    expect(status).toBe(1);
    expect(stderr).toContain('Error: no table\n');
  });
});
