import { existsSync } from 'node:fs';
import { type Examination, examineConsumers } from '@carillon/catalog/contracts/consumers/examine-consumers';
import type { Finding } from '@carillon/catalog/contracts/consumers/finding';
import { examineProducers, type ProducerExamination } from '@carillon/catalog/contracts/producers/examine-producers';
import { findProducerContracts } from '@carillon/catalog/contracts/producers/find-producers';
import type { ProducerFinding } from '@carillon/catalog/contracts/producers/producer-finding';
import { writeReads } from '@carillon/catalog/contracts/reads/reads';
import { examineTemplates, readTemplates, speakersOf } from '@carillon/catalog/contracts/wiring/examine-templates';
import { type Diagnostic, isError, printDiagnostic } from '@carillon/catalog/diagnostic';
import { examine } from '@carillon/catalog/examine';
import { readSource } from '@carillon/catalog/load/read-source';
import type { CheckedCatalog } from '@carillon/catalog/stages';
import { rootOf } from '../catalog/root.ts';
import { tellUnsound } from '../catalog/unsound.ts';
import { type Command, type Given, UsageError } from '../command.ts';

/** Writes what was recorded; then it is no finding any more. */
const written = (root: string, examinations: readonly Examination[]): readonly string[] =>
  examinations.flatMap(({ reads }) => (reads === undefined ? [] : (writeReads(root, reads) ?? [])));

const settled = (examination: Examination): Examination => ({
  ...examination,
  findings: examination.findings.filter(({ check }) => examination.reads === undefined || check !== 'reads'),
});

const consumerLine = ({ consumer, owner, tried, reads, findings }: Examination): string => {
  const count = Object.values(reads?.events ?? {}).flat().length;
  const verdict = findings.length === 0 ? 'holds' : `${findings.length} findings`;
  return `${consumer.padEnd(24)} ${owner.padEnd(18)} ${String(tried).padStart(6)} events ${String(count).padStart(5)} fields read   ${verdict}`;
};

const producerLine = ({ producer, owner, said, findings }: ProducerExamination): string => {
  const verdict = findings.length === 0 ? 'holds' : `${findings.length} findings`;
  return `${producer.padEnd(24)} ${owner.padEnd(18)} ${String(said).padStart(6)} events said                ${verdict}`;
};

/** One fault shows in many events: told once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] =>
  [
    ...new Map(
      findings.toReversed().map((each) => [JSON.stringify([each.consumer, each.check, each.event, each.fix]), each]),
    ).values(),
  ].toReversed();

const wordsOf = (party: string, { owner, check, event, message, fix }: Finding | ProducerFinding): string =>
  `\n${party} (${owner}) ${check}${event === undefined ? '' : ` ${event}`}: ${message}\n  fix: ${fix}`;

interface Found {
  readonly consumers: readonly Examination[];
  readonly producers: readonly ProducerExamination[];
  /** Undefined where no templates were asked about. */
  readonly wiring: readonly Diagnostic[] | undefined;
  readonly wrote: readonly string[];
}

const holds = ({ consumers, producers, wiring = [] }: Found): boolean =>
  [...consumers, ...producers].every(({ findings }) => findings.length === 0) && !wiring.some(isError);

const print = (given: Given, found: Found): void => {
  const { consumers, producers, wiring, wrote } = found;
  if (given.json === true) {
    const told = consumers.map(({ reads, ...rest }) => ({ ...rest, reads: reads?.events ?? {} }));
    const wired = wiring === undefined ? {} : { wiring };
    console.log(JSON.stringify({ ok: holds(found), producers, consumers: told, ...wired, wrote }));
    return;
  }
  for (const line of [...producers.map(producerLine), ...consumers.map(consumerLine)]) console.log(line);
  if (wiring !== undefined)
    console.log(`templates                ${wiring.length === 0 ? 'hold' : `${wiring.length} findings`}`);
  for (const each of producers.flatMap(({ findings }) => findings)) console.error(wordsOf(each.producer, each));
  for (const each of distinct(consumers.flatMap(({ findings }) => findings)))
    console.error(wordsOf(each.consumer, each));
  for (const diagnostic of wiring ?? []) console.error(`\n${printDiagnostic(diagnostic)}`);
  for (const file of wrote) console.log(`wrote ${file}`);
};

const examineWiring = async (root: string, folder: string, catalog: CheckedCatalog): Promise<readonly Diagnostic[]> => {
  if (!existsSync(folder)) throw new UsageError(`There is no ${folder}. npx cdk synth writes cdk.out.`);
  const { templates, faults } = readTemplates(folder);
  if (templates.length + faults.length === 0)
    throw new UsageError(`${folder} holds no *.template.json. npx cdk synth writes some to cdk.out.`);
  return [...faults, ...examineTemplates(catalog, templates, speakersOf(await findProducerContracts(root)))];
};

export const contracts: Command = {
  name: 'contracts',
  summary: 'Hold producers and consumers to their contracts, and templates to the catalog.',
  usage: 'carillon contracts [options]',
  options: {
    write: { help: 'Write what each consumer reads to reads.json beside it.' },
    templates: {
      value: '<dir>',
      help: 'Also hold the rules, pipes and state machines of these templates against the catalog, such as cdk.out.',
    },
    json: { help: 'Print one JSON object.' },
  },
  examples: ['carillon contracts', 'carillon contracts --write', 'carillon contracts --templates cdk.out'],
  async run(given, positionals, project) {
    if (positionals.length > 0) throw new UsageError(`contracts takes no ${positionals.join(' ')}.`);
    const root = rootOf(project);
    const { value, diagnostics } = examine(readSource(root));
    if (value === undefined) return tellUnsound(given, diagnostics);
    const { checked } = value;
    const wiring =
      typeof given.templates === 'string' ? await examineWiring(root, given.templates, checked) : undefined;
    const producers = await examineProducers(root, checked);
    const examined = await examineConsumers(root, checked);
    const wrote = given.write === true ? written(root, examined) : [];
    const found = { producers, wiring, wrote, consumers: given.write === true ? examined.map(settled) : examined };
    print(given, found);
    return holds(found) ? 0 : 1;
  },
};
