import type { CheckedCatalog } from '../stages.ts';
import { markdownHeader } from './header.ts';

const node = (kind: string, name: string): string => `${kind}_${name.replaceAll(/[^A-Za-z0-9]/g, '_')}`;

/** `map.md`: a Mermaid flowchart, producers to events to consumers. */
export const mapMarkdown = ({ events, producers, consumers }: CheckedCatalog): string => {
  const named = (kind: string, [open, close]: readonly [string, string], names: readonly string[]): readonly string[] =>
    names.map((name) => `  ${node(kind, name)}${open}"${name}"${close}`);
  const lines = [
    ...named(
      'p',
      ['[', ']'],
      producers.map(({ name }) => name),
    ),
    ...named(
      'e',
      ['([', '])'],
      events.map(({ name }) => name),
    ),
    ...named(
      'c',
      ['[', ']'],
      consumers.map(({ name }) => name),
    ),
    ...events.flatMap(({ name, producers: from, consumers: to }) => [
      ...from.map((producer) => `  ${node('p', producer)} --> ${node('e', name)}`),
      ...to.map((consumer) => `  ${node('e', name)} --> ${node('c', consumer)}`),
    ]),
  ];
  return [
    markdownHeader,
    '',
    '# Who publishes and who listens',
    '',
    '```mermaid',
    'flowchart LR',
    ...lines,
    '```',
    '',
  ].join('\n');
};
