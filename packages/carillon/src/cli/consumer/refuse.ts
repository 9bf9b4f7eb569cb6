import { type Diagnostic, isError, printDiagnostic } from '@carillon/catalog/diagnostic';
import type { Given } from '../command.ts';

/** Tells why a change of the catalog is not made: 1. */
export const refuse = (given: Given, diagnostics: readonly Diagnostic[]): number => {
  if (given.json === true) console.log(JSON.stringify({ ok: false, diagnostics }));
  else console.error([...diagnostics.filter(isError).map(printDiagnostic), 'Nothing was written.'].join('\n'));
  return 1;
};
