import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examine, readSource } from '@carillon/catalog/check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PAGE, pageWith, pageWithout } from './consumers-page.ts';

const home = fileURLToPath(new URL('../../../../..', import.meta.url));
const catalog = examine(readSource(home)).value?.checked;
if (catalog === undefined) throw new Error('the catalog does not hold');
const [first] = catalog.consumers;
if (first === undefined) throw new Error('the catalog has no consumer');

const project = (page?: string): string => {
  const root = mkdtempSync(join(tmpdir(), 'carillon-page-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'src/consumers'), { recursive: true });
  if (page !== undefined) writeFileSync(join(root, PAGE), page);
  return root;
};
const namesOn = (page: string): readonly string[] =>
  [...page.matchAll(/^- \[([^\]]+)\]/gm)].map(([, name = '']) => name);

describe('the page of the consumers', () => {
  it('has a line for each consumer with a folder, and no other', () => {
    const there = catalog.consumers
      .map(({ name }) => name)
      .filter((name) => existsSync(join(home, 'src/consumers', name)));
    expect(namesOn(readFileSync(join(home, PAGE), 'utf8'))).toEqual(there.toSorted());
  });

  it.each(['a', 'm-m', 'zz'])('takes a line for %s in its place, and loses it to the byte', (name) => {
    const before = readFileSync(join(home, PAGE), 'utf8');
    const after = pageWith(project(before), { ...first, name }, catalog);
    expect(namesOn(after)).toEqual([...namesOn(before), name].toSorted());
    expect(pageWithout(project(after), name)).toEqual({ write: new Map([[PAGE, before]]), remove: [] });
  });

  it('is made where there is none, and goes with its last line', () => {
    const page = pageWith(project(), { ...first, name: 'bed-counter' }, catalog);
    expect(namesOn(page)).toEqual(['bed-counter']);
    expect(pageWithout(project(page), 'bed-counter')).toEqual({ write: new Map(), remove: [PAGE] });
  });

  it('stays as it is where it never had the line', () => {
    expect(pageWithout(project(), 'nobody')).toEqual({ write: new Map(), remove: [] });
    expect(pageWithout(project('# Mine\n'), 'nobody')).toEqual({ write: new Map(), remove: [] });
  });
});
