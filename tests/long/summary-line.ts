import type { Summary as EngineSummary } from 'carillon/start/play';
import type { DemoSummary } from '../../demo/demo.ts';

/** The result of `carillon start --json` in this project. */
export type Summary = Omit<EngineSummary, keyof DemoSummary> & DemoSummary;

/** The last line of standard output, which `--json` promises to be one object. @throws Error when there is none */
export const summaryOf = (stdout: string): Summary => {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(`the last line is no JSON object: ${last.slice(0, 200)}`);
  return JSON.parse(last) as Summary;
};

export const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, each) => sum + each, 0);
