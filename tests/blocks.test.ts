import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compilePattern } from '@carillon/local/patterns/pattern';
import { claimOf } from '@carillon/runtime/publish';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportRunSkippedExamples } from '../generated/examples/export/export-run-skipped.ts';
import { exportRunSkippedV1Examples } from '../generated/examples/export/export-run-skipped-v1.ts';
import { endless } from './documents/endless.ts';
import {
  type Block,
  blocksOf,
  commandsOf,
  writtenDocuments as documents,
  ROOT,
  read,
} from './documents/fenced-blocks.ts';
import { notRun } from './documents/not-run.ts';
import { outputOf, outputs } from './documents/outputs.ts';

interface Found extends Block {
  readonly document: string;
}

const blocks: readonly Found[] = documents.flatMap((document) =>
  blocksOf(read(document)).map((block) => ({ document, ...block })),
);
const untitled = blocks.filter(({ title, write }) => title === undefined && write === undefined);
const of = (language: string): readonly Found[] => untitled.filter((block) => block.language === language);
const where = ({ document, line }: Found): string => `${document}:${line}`;
const commands = new Set(of('sh').flatMap(({ text }) => commandsOf(text)));

/** What becomes of a block by its language: tests/long/documents.test.ts runs `sh` and `ts`, and compares ``. */
const HELD = new Set(['sh', 'ts', 'json', 'yaml', 'mermaid', '']);

describe('every block of every document', () => {
  it('is of a language that a test compiles, runs or compares', () => {
    expect(untitled.filter(({ language }) => !HELD.has(language)).map(where)).toEqual([]);
  });

  it('is fenced: what is only indented, no test would find', () => {
    const indented = /^(?: {4}|\t)\S.*$/m;
    const lists = /^(?:[-*]|\d+\.) (?:.*\n)(?: {2,}.*\n)+/gm;
    const prose = (document: string): string =>
      read(document)
        .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
        .replace(lists, '');
    expect(documents.filter((document) => indented.test(prose(document)))).toEqual([]);
  });

  it.each(of('').map((block) => [where(block), block] as const))('%s is known by its source', (_, block) => {
    const output = outputOf(block.document, block.text);
    expect(output, block.text).toBeDefined();
    if (output?.kind === 'printed') expect([...commands]).toContain(output.by);
    if (output?.kind === 'test') expect(read(output.by)).toContain(block.document);
    if (output?.kind !== 'drawing') return;
    for (const file of output.files ?? []) {
      expect(block.text).toContain(file);
      expect(existsSync(join(ROOT, file)), file).toBe(true);
    }
    for (const word of output.words ?? []) {
      expect(block.text).toContain(word);
      expect(read(output.of ?? '').includes(word), `${output.of} has ${word}`).toBe(true);
    }
  });

  it.each(of('json').map((block) => [where(block), block] as const))('%s is JSON', (_, { document, text }) => {
    const value = JSON.parse(text) as Parameters<typeof claimOf>[0];
    if (text.includes('"claim"')) expect(claimOf(value), document).toBeDefined();
  });

  it.each(of('mermaid').map((block) => [where(block), block] as const))('%s joins what it names', (_, { text }) => {
    const named = new Set([...text.matchAll(/^ +(\w+)[[({]/gm)].map(([, name]) => name));
    const joined = [...text.matchAll(/^ +(\w+) -[-.]+>(?:\|[^|]*\|)? (\w+)$/gm)].flatMap(([, from, to]) => [from, to]);
    expect(joined.length).toBeGreaterThan(0);
    expect(joined.filter((name) => !named.has(name))).toEqual([]);
  });
});

describe('the tables of the test of documents', () => {
  it('name no command that no document has any more', () => {
    const known = [...notRun.flatMap(({ commands: rows }) => rows), ...endless.map(({ command }) => command)];
    expect(known.filter((command) => !commands.has(command))).toEqual([]);
  });

  it('name no output that no document shows any more', () => {
    const shown = of('').map(({ document, text }) => outputOf(document, text));
    expect(outputs.filter((output) => !shown.includes(output))).toEqual([]);
  });

  it('leave out few commands', () => {
    const left = notRun.flatMap(({ commands: rows }) => rows);
    expect(left.length).toBeLessThan(commands.size / 3);
  });
});

describe('the pattern that lets two versions through', () => {
  it('matches an event of each', () => {
    const [block] = of('yaml');
    const pattern = compilePattern(parse(block?.text ?? ''));
    for (const detail of [...exportRunSkippedExamples, ...exportRunSkippedV1Examples])
      expect(pattern.matches(JSON.parse(JSON.stringify({ detail })))).toBe(true);
    expect(pattern.matches({ detail: { data: {} } })).toBe(false);
    expect(of('yaml')).toHaveLength(1);
  });
});
