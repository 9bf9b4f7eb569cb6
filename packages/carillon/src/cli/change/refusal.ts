import { type Diagnostic, isError, printDiagnostic } from '@carillon/catalog/diagnostics';
import type { Given } from '../command.ts';
import { missingImports } from './template.ts';

/** Prints why a change of the catalog is not made. Exit code 1. */
export const refuse = (given: Given, diagnostics: readonly Diagnostic[]): number => {
  if (given.json === true) console.log(JSON.stringify({ ok: false, diagnostics }));
  else console.error([...diagnostics.filter(isError).map(printDiagnostic), 'Nothing was written.'].join('\n'));
  return 1;
};

/** Refuses files whose imports the project cannot resolve: exit code 1; undefined where all of them can be. */
export const refuseUnresolved = (
  given: Given,
  root: string,
  files: ReadonlyMap<string, string>,
): number | undefined => {
  const missing = missingImports(root, files);
  if (missing.length === 0) return undefined;
  const specifiers = missing.map(({ specifier }) => specifier);
  const message = `the files import what is not installed in ${root}: ${specifiers.join(', ')}`;
  const fix = `npm install --save-dev ${[...new Set(missing.map(({ install }) => install))].join(' ')}`;
  if (given.json === true)
    console.log(JSON.stringify({ ok: false, code: 'IMPORT_MISSING', message, missing: specifiers, fix }));
  else console.error(`carillon: IMPORT_MISSING: ${message}\n  fix: ${fix}\nNothing was written.`);
  return 1;
};
