import { buildCatalog, type Turn } from '@carillon/catalog/build';
import { type Diagnostic, isError, printDiagnostic } from '@carillon/catalog/diagnostics';
import type { Project } from '../../project.ts';
import type { Given } from '../command.ts';
import { rootOf } from './root.ts';

/** Compiles the catalog into `generated/`, or says with `--check` how that differs: 0 done or fresh, 1 an error or stale. */
export const printBuild = async (given: Given, project: Project): Promise<number> => {
  const check = given.check === true;
  const turn = await buildCatalog(rootOf(project), { check, cache: given['no-cache'] !== true });
  if (given.json === true) console.log(JSON.stringify(turn));
  else console.log(lines(turn, check).join('\n'));
  return turn.ok ? 0 : 1;
};

const lines = (turn: Turn, check: boolean): readonly string[] => [
  ...turn.diagnostics.map(printDiagnostic),
  ...fileLines(turn, check),
  verdict(turn, check),
];

/** More names than this are counted. */
const many = 20;

const fileLines = ({ stale, missing, extra }: Turn, check: boolean): readonly string[] => {
  const [changed, added, removed] = check ? ['stale', 'missing', 'extra'] : ['rewrote', 'wrote', 'removed'];
  const all = [
    ...stale.map((path) => `${changed} ${path}`),
    ...missing.map((path) => `${added} ${path}`),
    ...extra.map((path) => `${removed} ${path}`),
  ];
  return all.length <= many ? all : [...all.slice(0, many), `and ${all.length - many} more`];
};

const errorsOf = (diagnostics: readonly Diagnostic[]): number => diagnostics.filter(isError).length;

const verdict = ({ ok, diagnostics, stale, missing, extra }: Turn, check: boolean): string => {
  const errors = errorsOf(diagnostics);
  if (errors > 0)
    return `The catalog has ${errors} ${errors === 1 ? 'error' : 'errors'}; nothing was written. Fix the errors above.`;
  if (!ok) return 'generated/ is not fresh. Fix: carillon catalog build';
  const written = stale.length + missing.length + extra.length;
  return written === 0 || check ? 'generated/ is fresh.' : `generated/ is written, ${written} files.`;
};
