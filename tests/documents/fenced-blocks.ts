import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** Every document of the project, by its path. That of the example is a project's own: tests/long/adoption.test.ts runs it. */
export const documents: readonly string[] = [
  '*.md',
  '{docs,src,infra,generated,bench,catalog,examples}/**/*.md',
  'packages/*/README.md',
]
  .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
  .filter((file) => !file.includes('node_modules') && !file.startsWith('examples/orders/'))
  .toSorted();

/** Without docs/api, which is printed from declarations that the compiler has checked (`npm run api -- --check`). */
export const writtenDocuments: readonly string[] = documents.filter((file) => !file.startsWith('docs/api/'));

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** A fenced block: its language, what its opening line says besides, and its text. */
export interface Block {
  readonly language: string;
  /** The file that it quotes. */
  readonly title?: string;
  /** The file that the reader is told to write. */
  readonly write?: string;
  readonly text: string;
  readonly line: number;
}

export const FENCE: RegExp = /^ *(`{3,})(\S*)(?: (title|write)="([^"]+)")?[^\n]*\n([\s\S]*?)^ *\1$/gm;

export const blocksOf = (document: string): readonly Block[] =>
  [...document.matchAll(FENCE)].map(({ index, 2: language = '', 3: kind, 4: file = '', 5: text = '' }) => ({
    language,
    ...(kind === undefined ? {} : { [kind]: file }),
    text,
    line: document.slice(0, index).split('\n').length,
  }));

/** The commands of a shell block, without comments; what `&&` joins is told apart, what a pipe joins is one. */
export const commandsOf = (text: string): readonly string[] =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => line.replace(/(^|\s)#.*$/, '').split(/\s&&\s/))
    .map((command) => command.trim().replace(/\s+/g, ' '))
    .filter((command) => command !== '');
