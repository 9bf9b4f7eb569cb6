import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, parse } from 'carillon/command';
import { commands } from 'carillon/main';
import { openProject } from 'carillon/project';
import { describe, expect, it } from 'vitest';
import { blocksOf, commandsOf, documents, FENCE, ROOT, read } from './documents/fenced-blocks.ts';

const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Tools of others: what they are told is theirs to judge. */
const OTHERS = new Set(['aws', 'cargo', 'rustup', 'cd', 'git', 'curl', 'export', 'open', 'duckdb']);

/** Files that a reader is told to write. */
const written = documents.flatMap((document) => blocksOf(read(document)).flatMap(({ write }) => write ?? []));
const isThere = (path: string): boolean =>
  existsSync(join(ROOT, path)) || written.some((file) => file === path || file.startsWith(`${path}/`));

/** Words as a shell splits them: quotes hold together what is in them. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare ?? '');

/** Commands within sentences, as far as they are whole: the blocks' own are run (tests/long/documents.test.ts). */
const inProse = (text: string): readonly string[] =>
  [...text.replace(FENCE, '').matchAll(/`((?:npx carillon|npm start|npm run) [^`]+)`/g)].map(([, command = '']) =>
    command.replace(/\s+/g, ' '),
  );

/** One command of each part of a line; pipes taken apart. */
const commandsIn = (text: string): readonly string[] =>
  [
    ...blocksOf(text)
      .filter(({ language }) => language === 'sh')
      .flatMap((block) => commandsOf(block.text)),
    ...inProse(text),
  ]
    .flatMap((line) => line.split(/\s(?:\|\||\||;)\s/))
    .map((part) => part.replace(/\s[12]?>\S*.*$/, '').trim())
    .filter((part) => part !== '');

const carillon = async ([name = '', ...argv]: readonly string[]): Promise<void> => {
  const load = commands[name];
  if (load === undefined) throw new Error(`there is no carillon ${name}`);
  const command = await load();
  parse(
    command.standalone === true ? command : await inProject(command, await openProject({ workingFolder: ROOT })),
    argv,
  );
};

/** Rejects what cannot be typed as it stands here. */
const check = async (line: string): Promise<void> => {
  const words = wordsOf(line.replace(/^(?:[A-Z_]+=\S* )+/, ''));
  const [tool = '', first = '', ...rest] = words[0] === 'npx' ? words.slice(1) : words;
  const own = rest[0] === '--' ? rest.slice(1) : rest;
  if (tool === 'carillon') return carillon([first, ...rest]);
  if (tool === 'npm' && first === 'start') return carillon(['start', ...own]);
  if (tool === 'npm' && first === 'run') {
    const [script = ''] = rest.filter((word) => !word.startsWith('-'));
    return void expect(Object.keys(scripts)).toContain(script);
  }
  if (tool === 'npm') return void expect(['ci', 'test', 'install']).toContain(first);
  const named = [first, ...rest].filter((word) => /^(tests|src|infra|examples|bench)\//.test(word));
  for (const path of named) expect(isThere(path), `${path} is there`).toBe(true);
  if (
    ['vitest', 'cdk', 'node', 'biome', 'tsc', 'bash', '.ci/run', '.ci/cfn-lint', '.ci/arm64', '.ci/audit'].includes(
      tool,
    )
  )
    return;
  expect([...OTHERS]).toContain(tool);
};

const found = documents.flatMap((document) => commandsIn(read(document)).map((line) => [document, line] as const));

describe('commands in the documents', () => {
  it('are many', () => expect(found.length).toBeGreaterThan(60));

  it.each(found)('%s: %s', async (_document, line) => check(line));
});

describe('the examples of a command', () => {
  it.each(Object.keys(commands))('%s can be typed as they stand', async (name) => {
    const command = await commands[name]?.();
    for (const example of command?.examples ?? []) await check(example);
  });
});

describe('the check itself', () => {
  it.each([
    'carillon dance',
    'npx carillon dlq list --sideways',
    'npm run dance',
    'npm start -- --once --fast',
    'docker up',
  ])('refuses %s', async (line) => {
    await expect(check(line)).rejects.toThrow();
  });
});
