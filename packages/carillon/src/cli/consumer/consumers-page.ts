import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedCatalog, Consumer } from '@carillon/catalog/check';
import type { ProjectChange } from '../change/project-change.ts';

/** The list of the consumers, beside their folders. */
export const PAGE = 'src/consumers/README.md';

const HEAD = `# Consumers

One folder each, and one line here: what it does, which events it consumes, and its owner. \`carillon consumer new\` adds a
line, \`carillon consumer remove\` removes it.

`;

const nameIn = (line: string): string | undefined => /^- \[([^\]]+)\]\(/.exec(line)?.[1];

const lineOf = ({ name, description, receives, owner }: Consumer, { events }: CheckedCatalog): string => {
  const about = description.trim().replace(/\s+/g, ' ');
  const consumed = [...new Set(receives.map(({ event }) => event))];
  const all = events.length > 1 && consumed.length === events.length;
  const consumes = consumed.every((event) => about.includes(event))
    ? ''
    : ` Consumes ${all ? 'every event' : consumed.join(', ')}.`;
  return `- [${name}](${name}/): ${about}${consumes} Owner: ${owner}.`;
};

const withLine = (text: string, line: string): string => {
  const lines = text.split('\n');
  const name = nameIn(line) ?? '';
  const next = lines.findIndex((each) => (nameIn(each) ?? '') > name);
  const last = lines.findLastIndex((each) => nameIn(each) !== undefined);
  const end = last === -1 ? lines.length - (lines.at(-1) === '' ? 1 : 0) : last + 1;
  return lines.toSpliced(next === -1 ? end : next, 0, line).join('\n');
};

const pageOf = (root: string): string | undefined =>
  existsSync(join(root, PAGE)) ? readFileSync(join(root, PAGE), 'utf8') : undefined;

/** The page with a new consumer; a project that has none gets one with all that have a folder. */
export const pageWith = (root: string, consumer: Consumer, catalog: CheckedCatalog): string => {
  const others = catalog.consumers.filter(({ name }) => existsSync(join(root, 'src/consumers', name)));
  const page = pageOf(root) ?? others.reduce((text, each) => withLine(text, lineOf(each, catalog)), HEAD);
  return withLine(page, lineOf(consumer, catalog));
};

/** Takes a consumer's line away, however it reads; with the last line goes a page that says nothing else. */
export const pageWithout = (root: string, name: string): ProjectChange => {
  const page = pageOf(root);
  const lines = page?.split('\n') ?? [];
  const at = lines.findIndex((line) => nameIn(line) === name);
  if (at === -1) return { write: new Map(), remove: [] };
  const less = lines.toSpliced(at, 1).join('\n');
  return less === HEAD ? { write: new Map(), remove: [PAGE] } : { write: new Map([[PAGE, less]]), remove: [] };
};
