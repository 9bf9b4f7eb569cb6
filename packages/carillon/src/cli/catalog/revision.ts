import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CatalogSource, readSource } from '@carillon/catalog/check';
import { UPCASTERS } from '@carillon/catalog/upcasters';
import { UsageError } from '../command.ts';

const largestAnswer = 512 * 1024 * 1024;

/** Git's answer; undefined where it refuses or is not installed. */
const git = (root: string, args: readonly string[], input = ''): Buffer | undefined => {
  try {
    return execFileSync('git', ['-C', root, ...args], {
      input,
      maxBuffer: largestAnswer,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
};

/** The blobs of `git cat-file --batch`: for each a line `<hash> blob <bytes>`, the bytes, and a line end. */
const contents = (answer: Buffer): readonly string[] => {
  const texts: string[] = [];
  let place = 0;
  while (place < answer.length) {
    const end = answer.indexOf('\n', place);
    const size = Number(answer.toString('utf8', place, end).split(' ')[2]);
    texts.push(answer.toString('utf8', end + 1, end + 1 + size));
    place = end + 1 + size + 1;
  }
  return texts;
};

const atCommit = (root: string, commit: string): CatalogSource => {
  const parts = ['asyncapi.yaml', 'catalog/', `${UPCASTERS}/`];
  const listed = git(root, ['ls-tree', '-r', '-z', '--name-only', commit, '--', ...parts]);
  const files = (listed?.toString('utf8') ?? '')
    .split('\0')
    .filter((file) => file !== '' && !file.endsWith('.test.ts'));
  const asked = files.map((file) => `${commit}:./${file}\n`).join('');
  const texts = contents(git(root, ['cat-file', '--batch'], asked) ?? Buffer.alloc(0));
  return { files: new Map(files.map((file, index) => [file, texts[index] ?? ''])) };
};

/**
 * The catalog of a folder, or of a git revision of `root`, read without touching the working tree.
 * @throws UsageError when it is neither, or no catalog lies there.
 */
export const catalogAt = (root: string, against: string): CatalogSource => {
  const folder = resolve(against);
  if (existsSync(join(folder, 'asyncapi.yaml'))) return readSource(folder);
  const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${against}^{commit}`]);
  if (commit === undefined) {
    const isFolder = existsSync(folder) ? `the folder ${folder} has no asyncapi.yaml, and ` : '';
    throw new UsageError(
      `--against ${against} is no catalog: ${isFolder}git knows no such revision in ${root}. Name a branch, a tag, a commit or a folder with asyncapi.yaml.`,
    );
  }
  const source = atCommit(root, commit.toString('utf8').trim());
  if (source.files.has('asyncapi.yaml')) return source;
  throw new UsageError(`--against ${against} is no catalog: at that revision ${root} has no asyncapi.yaml.`);
};
