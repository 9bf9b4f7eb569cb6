import { join } from 'node:path';
import { type Finding, nagReport } from '@carillon/constructs/nag-report';
import { environmentNames, readEnvironment } from '@carillon/constructs/read-environment';
import { readSystem } from './read-system.ts';
import { systemApp } from './system-app.ts';

// `npm run nag`: every environment, what is open and what was accepted for which reason. Exit code 1 for open findings.
const ROOT = join(import.meta.dirname, '..');

/** Findings of one rule and reason in one line, with the number of constructs. */
const grouped = (findings: readonly Finding[]): readonly string[] =>
  [...Map.groupBy(findings, ({ rule, text }) => `${rule.replace(/\[.*/, '')}: ${text}`)].map(
    ([line, each]) => `  ${String(each.length).padStart(3)} × ${line}`,
  );

const system = readSystem(ROOT);
for (const name of environmentNames(ROOT)) {
  const outdir = join(ROOT, '.carillon', `nag.${name}`);
  const { open, accepted } = nagReport(systemApp(system, readEnvironment(ROOT, name), outdir));
  console.log(`${name}: ${open.length} open findings of AwsSolutions and HIPAA.Security, ${accepted.length} accepted`);
  for (const { rule, at, text } of open) console.log(`  OPEN ${rule} at ${at}: ${text}`);
  for (const line of grouped(accepted)) console.log(line);
  if (open.length > 0) process.exitCode = 1;
}
