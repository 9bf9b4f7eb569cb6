import { rules } from '@carillon/catalog/diagnostics';
import { changeRules } from '@carillon/catalog/diff';
import type { Given } from '../command.ts';

/** Prints the compiler's rules and what a diff tells apart, one a line: code, stage, severity, sentence. */
export const printRules = (given: Given): number => {
  const rows = [
    ...Object.entries(rules).map(([code, rule]) => ({ code, ...rule })),
    ...changeRules.map((rule) => ({ ...rule, stage: 'diff', severity: 'by proof' })),
  ];
  if (given.json === true) console.log(JSON.stringify({ rules: rows }));
  else
    for (const { code, stage, severity, sentence } of rows)
      console.log(`${code.padEnd(28)} ${stage.padEnd(14)} ${severity.padEnd(8)} ${sentence}.`);
  return 0;
};
