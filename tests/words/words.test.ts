import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpOf } from 'carillon/command';
import { commands } from 'carillon/main';
import { describe, expect, it } from 'vitest';
import { documents, FENCE, ROOT } from '../documents/fenced-blocks.ts';
import { replacedIn } from './project-words.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the words of the project', () => {
  it('finds a replaced word in an identifier, in a plural and in two words', () => {
    expect(replacedIn('mendOf')).toEqual(['mend']);
    expect(replacedIn('The nevers')).toEqual(['never']);
    expect(replacedIn('WaitedInVainError')).toEqual(['waitedinvain']);
    expect(replacedIn('recommend string fixes')).toEqual([]);
  });

  const reports = documents.filter((document) => document.startsWith('docs/api/'));
  it.each(reports)('exports no identifier in %s that a stranger would not understand', (report) => {
    const names = [...read(report).matchAll(/^### (.+)$/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => replacedIn(name).length > 0)).toEqual([]);
  });

  it.each(documents)('%s has plain headings', (document) => {
    const headings = [
      ...read(document)
        .replace(FENCE, '')
        .matchAll(/^#+ (.+)$/gm),
    ].map(([, heading = '']) => heading);
    expect(headings.filter((heading) => replacedIn(heading).length > 0)).toEqual([]);
  });

  it.each(Object.keys(commands))('carillon %s --help is in plain words', async (name) => {
    const command = await commands[name]?.();
    const lines = command === undefined ? [] : helpOf(command).split('\n');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => replacedIn(line).length > 0)).toEqual([]);
  });
});
