import { examine, readSource } from '@carillon/catalog/check';
import { type Lineage, lineageOf } from '@carillon/catalog/phi';
import { committedReads, projectFolders } from '@carillon/catalog/reads';
import type { Project } from '../../project.ts';
import type { Given } from '../command.ts';
import { rootOf } from './root.ts';
import { tellUnsound } from './unsound.ts';

const names = (all: readonly string[]): string => (all.length === 0 ? 'nobody' : all.join(', '));

const line = ({ event, field, emittedBy, readBy, carriedBy, unknown }: Lineage): string =>
  [
    `${event.padEnd(20)} ${field.padEnd(26)} told by ${names(emittedBy)}; read by ${names(readBy)}`,
    `; carried unread by ${names(carriedBy)}`,
    ...(unknown.length === 0 ? [] : [`; not known of ${unknown.join(', ')}`]),
  ].join('');

/** Prints the way of every field that identifies a person: 0, or 1 when the catalog does not hold. */
export const printPhi = (given: Given, project: Project): number => {
  const root = rootOf(project);
  const { value, diagnostics } = examine(readSource(root));
  if (value === undefined) return tellUnsound(given, diagnostics);
  const lineage = lineageOf(value.checked, committedReads(projectFolders(root)));
  if (given.json === true) console.log(JSON.stringify({ ok: true, fields: lineage }));
  else console.log(lineage.map(line).join('\n'));
  return 0;
};
