import { isError, printDiagnostic } from '../../compiler/diagnostic.ts';
import { examine } from '../../compiler/examine.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import { type Examination, examineConsumers } from '../../contracts/consumers/examine-consumers.ts';
import type { Finding } from '../../contracts/consumers/finding.ts';
import { writeReads } from '../../contracts/reads/reads.ts';
import { rootOf } from '../catalog/root.ts';
import { type Command, type Given, UsageError } from '../command.ts';

/** Writes what was recorded; then it is no finding any more. */
const written = (root: string, examinations: readonly Examination[]): readonly string[] =>
  examinations.flatMap(({ reads }) => (reads === undefined ? [] : (writeReads(root, reads) ?? [])));

const settled = (examination: Examination): Examination => ({
  ...examination,
  findings: examination.findings.filter(({ check }) => examination.reads === undefined || check !== 'reads'),
});

const line = ({ consumer, owner, tried, reads, findings }: Examination): string => {
  const count = Object.values(reads?.events ?? {}).flat().length;
  const verdict = findings.length === 0 ? 'holds' : `${findings.length} findings`;
  return `${consumer.padEnd(24)} ${owner.padEnd(18)} ${String(tried).padStart(6)} events ${String(count).padStart(5)} fields read   ${verdict}`;
};

/** One fault shows in many events: told once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] =>
  [
    ...new Map(
      findings.toReversed().map((each) => [JSON.stringify([each.consumer, each.check, each.event, each.mend]), each]),
    ).values(),
  ].toReversed();

const print = (given: Given, examinations: readonly Examination[], wrote: readonly string[]): void => {
  const findings = examinations.flatMap((each) => each.findings);
  if (given.json === true) {
    const consumers = examinations.map(({ reads, ...rest }) => ({ ...rest, reads: reads?.events ?? {} }));
    console.log(JSON.stringify({ ok: findings.length === 0, consumers, wrote }));
    return;
  }
  for (const examination of examinations) console.log(line(examination));
  for (const { consumer, owner, check, event, message, mend } of distinct(findings))
    console.error(
      `\n${consumer} (${owner}) ${check}${event === undefined ? '' : ` ${event}`}: ${message}\n  mend: ${mend}`,
    );
  for (const file of wrote) console.log(`wrote ${file}`);
};

export const contracts: Command = {
  name: 'contracts',
  summary: 'Hold every consumer to its contract and to what it is recorded to read.',
  usage: 'carillon contracts [options]',
  options: {
    write: { help: 'Write what each consumer reads to reads.json beside it.' },
    root: { value: '<dir>', help: 'The folder with asyncapi.yaml and catalog/. Default: the working folder.' },
    json: { help: 'Print one JSON object.' },
  },
  examples: ['carillon contracts', 'carillon contracts --write'],
  async run(given, positionals) {
    if (positionals.length > 0) throw new UsageError(`contracts takes no ${positionals.join(' ')}.`);
    const root = rootOf(given);
    const { value, diagnostics } = examine(readSource(root));
    if (value === undefined) {
      console.error(diagnostics.filter(isError).map(printDiagnostic).join('\n'));
      return 1;
    }
    const examined = await examineConsumers(root, value.checked);
    const wrote = given.write === true ? written(root, examined) : [];
    const examinations = given.write === true ? examined.map(settled) : examined;
    print(given, examinations, wrote);
    return examinations.every(({ findings }) => findings.length === 0) ? 0 : 1;
  },
};
