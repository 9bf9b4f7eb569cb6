import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../documents/fenced-blocks.ts';

/** What git does not keep, and would be gone in a clean clone. */
const LEFT_OUT = new Set(['.git', '.carillon', 'cdk.out', 'node_modules', 'coverage', 'target']);

/** A clone as a newcomer has it, with the packages that are installed here. */
export interface ProjectCopy {
  readonly path: string;
  /** As it was cloned; what git does not look at is left. */
  reset(): void;
  remove(): void;
}

export const copyProject = (): ProjectCopy => {
  const path = mkdtempSync(join(tmpdir(), 'carillon-documents-'));
  const git = (...args: readonly string[]): void =>
    void execFileSync('git', ['-C', path, '-c', 'user.name=reader', '-c', 'user.email=reader@example.org', ...args], {
      stdio: 'ignore',
    });
  for (const entry of readdirSync(ROOT))
    if (!LEFT_OUT.has(entry)) cpSync(join(ROOT, entry), join(path, entry), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(path, 'node_modules'));
  git('init', '--quiet');
  // `node_modules/` of .gitignore is a folder; this is a link.
  appendFileSync(join(path, '.git/info/exclude'), 'node_modules\n');
  git('add', '--all');
  git('commit', '--quiet', '--no-verify', '--message', 'cloned');
  return {
    path,
    reset() {
      git('reset', '--quiet', '--hard');
      git('clean', '--quiet', '--force', '-d');
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
};
