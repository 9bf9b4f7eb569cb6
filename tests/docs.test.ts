import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf, documents, FENCE, ROOT, read } from './documents/fenced-blocks.ts';

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const CUT = '…';

/** Relative link targets outside of fences and code spans. */
const linksOf = (text: string): readonly string[] => {
  const prose = text.replace(FENCE, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(LINK)].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
};

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsOf = (text: string): readonly string[] =>
  [...text.replace(FENCE, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const leadsSomewhere = (from: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), decodeURIComponent(path));
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(read(target)).includes(anchor);
};

interface Snippet {
  readonly file: string;
  readonly text: string;
}

const snippetsOf = (text: string): readonly Snippet[] =>
  blocksOf(text).flatMap(({ title, text: body }) => (title === undefined ? [] : [{ file: title, text: body }]));

/** Lines without the indentation that all of them share, so that a snippet may be quoted from inside a block. */
const outdented = (text: string): string => {
  const lines = text.split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(depth)).join('\n');
};

/** Whether the file has these lines in a row, at whatever depth. */
const hasLines = (file: string, wanted: string): boolean => {
  const lines = file.split('\n');
  const { length } = wanted.split('\n');
  return lines.some((_, at) => outdented(lines.slice(at, at + length).join('\n')) === wanted);
};

/** A line of "…" stands for lines left out: each part must be in the file. */
const isSlice = (file: string, snippet: string): boolean =>
  snippet
    .split(new RegExp(`^\\s*${CUT}\\s*$`, 'm'))
    .map((part) => outdented(part.replace(/^\n+|\n+$/g, '')))
    .every((part) => hasLines(file, part));

describe('the documents', () => {
  it.each(documents)('%s links to what is there', (document) => {
    expect(linksOf(read(document)).filter((link) => !leadsSomewhere(document, link))).toEqual([]);
  });

  it.each(
    documents.flatMap((document) =>
      snippetsOf(read(document)).map(({ file, text }) => [document, file, text] as const),
    ),
  )('%s quotes %s as it is', (_, file, text) => {
    expect(existsSync(join(ROOT, file)), `${file} is there`).toBe(true);
    expect(isSlice(read(file), text), text).toBe(true);
  });

  it('README.md quotes the files that an event walks through', () => {
    expect(snippetsOf(read('README.md')).length).toBeGreaterThanOrEqual(9);
  });
});

describe('the checks themselves', () => {
  it('find a dead link and a dead anchor, and leave code and addresses alone', () => {
    const text =
      '[a](ARCHITECTURE.md) [b](gone.md) [c](#nowhere) [d](https://example.org) `[e](gone.md)`\n```\n[f](gone.md)\n```\n';
    expect(linksOf(text).filter((link) => !leadsSomewhere('README.md', link))).toEqual(['gone.md', '#nowhere']);
  });

  it('tell a slice from what is nearly one', () => {
    const file = 'const f = () => {\n  const a = 1;\n  return a;\n};\n';
    expect(isSlice(file, 'const a = 1;\nreturn a;\n')).toBe(true);
    expect(isSlice(file, 'const f = () => {\n  …\n};\n')).toBe(true);
    expect(isSlice(file, 'const a = 1;\n  return a;\n')).toBe(false);
    expect(isSlice(file, 'const a = 2;\n')).toBe(false);
  });
});
