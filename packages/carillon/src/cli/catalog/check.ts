import { examine, readSource } from '@carillon/catalog/check';
import { type Diagnostic, isError, printDiagnostic } from '@carillon/catalog/diagnostics';
import type { Project } from '../../project.ts';
import { type Given, UsageError } from '../command.ts';
import { rootOf } from './root.ts';
import { sarifOf } from './sarif.ts';

const conclusion = (diagnostics: readonly Diagnostic[], events: number): string => {
  const errors = diagnostics.filter(isError).length;
  const warnings = diagnostics.length - errors;
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
  return errors === 0
    ? `The catalog holds: ${count(events, 'event')}, ${count(warnings, 'warning')}.`
    : `The catalog has ${count(errors, 'error')} and ${count(warnings, 'warning')}.`;
};

/** Holds the catalog against its rules: 0 without an error, 1 with one. */
export const printCheck = (given: Given, project: Project): number => {
  if (given.json === true && given.sarif === true) throw new UsageError('Choose one of --json and --sarif.');
  const { value, diagnostics } = examine(readSource(rootOf(project)));
  const ok = !diagnostics.some(isError);
  if (given.sarif === true) console.log(JSON.stringify(sarifOf(diagnostics), null, 2));
  else if (given.json === true) console.log(JSON.stringify({ ok, diagnostics }));
  else
    console.log(
      [...diagnostics.map(printDiagnostic), conclusion(diagnostics, value?.checked.events.length ?? 0)].join('\n'),
    );
  return ok ? 0 : 1;
};
