import { type Diagnostic, isError, printDiagnostic } from '@carillon/catalog/diagnostics';
import type { Given } from '../command.ts';

/** Tells why a catalog that does not hold cannot be asked: 1, and with `--json` one object as ever. */
export const tellUnsound = (given: Given, diagnostics: readonly Diagnostic[]): number => {
  if (given.json === true) console.log(JSON.stringify({ ok: false, diagnostics }));
  else {
    const told = diagnostics.filter(isError).map(printDiagnostic);
    console.error([...told, 'The catalog has errors; fix them first: carillon catalog check'].join('\n'));
  }
  return 1;
};
