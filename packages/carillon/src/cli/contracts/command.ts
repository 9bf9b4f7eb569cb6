import { existsSync } from 'node:fs';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import {
  type ConsumerResult,
  type Finding,
  findProducers,
  type ProducerResult,
  type ProjectFolders,
  producersByService,
  projectFolders,
  readTemplates,
  verifyConsumers,
  verifyProducers,
  verifyTemplates,
} from '@carillon/catalog/contracts';
import { type Diagnostic, isError, printDiagnostic } from '@carillon/catalog/diagnostics';
import { writeReads } from '@carillon/catalog/reads';
import { compilePattern } from '@carillon/local/patterns/pattern';
import { rootOf } from '../catalog/root.ts';
import { tellUnsound } from '../catalog/unsound.ts';
import { type Command, type Given, UsageError } from '../command.ts';

/** Writes what was recorded; then it is no finding any more. */
const written = (folders: ProjectFolders, results: readonly ConsumerResult[]): readonly string[] =>
  results.flatMap(({ reads }) => (reads === undefined ? [] : (writeReads(folders, reads) ?? [])));

const settled = (result: ConsumerResult): ConsumerResult => ({
  ...result,
  findings: result.findings.filter(({ check }) => result.reads === undefined || check !== 'reads'),
});

const verdict = ({ findings }: ConsumerResult | ProducerResult): string =>
  findings.length === 0 ? 'verified' : `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`;

const consumerLine = (result: ConsumerResult): string => {
  const { consumer, owner, tried, reads } = result;
  const count = Object.values(reads?.events ?? {}).flat().length;
  return `${consumer.padEnd(24)} ${owner.padEnd(18)} ${String(tried).padStart(6)} events ${String(count).padStart(5)} fields read   ${verdict(result)}`;
};

const producerLine = (result: ProducerResult): string => {
  const { producer, owner, published } = result;
  return `${producer.padEnd(24)} ${owner.padEnd(18)} ${String(published).padStart(6)} events published           ${verdict(result)}`;
};

/** One fault shows in many events: printed once. */
const distinct = (findings: readonly Finding[]): readonly Finding[] =>
  [
    ...new Map(
      findings
        .toReversed()
        .map((each) => [JSON.stringify([each.party, each.check, each.event, each.at, each.fix]), each]),
    ).values(),
  ].toReversed();

const textOf = ({ party, owner, check, event, message, at, fix }: Finding): string => {
  const whose = owner === '' ? party : `${party} (${owner})`;
  const place = at === undefined ? '' : `\n  at ${at.file}${at.line === undefined ? '' : `:${at.line}`}`;
  return `\n${whose} ${check}${event === undefined ? '' : ` ${event}`}: ${message}${place}\n  fix: ${fix}`;
};

interface Found {
  readonly consumers: readonly ConsumerResult[];
  readonly producers: readonly ProducerResult[];
  /** Undefined where no templates were asked about. */
  readonly wiring: readonly Diagnostic[] | undefined;
  readonly wrote: readonly string[];
}

const isVerified = ({ consumers, producers, wiring = [] }: Found): boolean =>
  [...consumers, ...producers].every(({ findings }) => findings.length === 0) && !wiring.some(isError);

const print = (given: Given, found: Found): void => {
  const { consumers, producers, wiring, wrote } = found;
  if (given.json === true) {
    const listed = consumers.map(({ reads, ...rest }) => ({ ...rest, reads: reads?.events ?? {} }));
    const wired = wiring === undefined ? {} : { wiring };
    console.log(JSON.stringify({ ok: isVerified(found), producers, consumers: listed, ...wired, wrote }));
    return;
  }
  for (const line of [...producers.map(producerLine), ...consumers.map(consumerLine)]) console.log(line);
  if (wiring !== undefined)
    console.log(`templates                ${wiring.length === 0 ? 'verified' : `${wiring.length} findings`}`);
  const findings = [...producers, ...consumers].flatMap((each): readonly Finding[] => each.findings);
  for (const finding of distinct(findings)) console.error(textOf(finding));
  for (const diagnostic of wiring ?? []) console.error(`\n${printDiagnostic(diagnostic)}`);
  for (const file of wrote) console.log(`wrote ${file}`);
};

const verifyWiring = async (
  folders: ProjectFolders,
  assembly: string,
  catalog: CheckedCatalog,
): Promise<readonly Diagnostic[]> => {
  if (!existsSync(assembly)) throw new UsageError(`There is no ${assembly}. npx cdk synth writes cdk.out.`);
  const { templates, faults } = readTemplates(assembly);
  if (templates.length + faults.length === 0)
    throw new UsageError(`${assembly} holds no *.template.json. npx cdk synth writes some to cdk.out.`);
  return [...faults, ...verifyTemplates(catalog, templates, producersByService(await findProducers(folders)))];
};

export const contracts: Command = {
  name: 'contracts',
  summary: 'Verify the contracts of producers and consumers, and templates against the catalog.',
  usage: 'carillon contracts [options]',
  options: {
    write: { help: 'Write what each consumer reads to reads.json beside it.' },
    templates: {
      value: '<dir>',
      help: 'Also verify the rules, pipes and state machines of these templates, such as cdk.out.',
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
    const folders = projectFolders(root);
    const wiring =
      typeof given.templates === 'string' ? await verifyWiring(folders, given.templates, checked) : undefined;
    const contractsProject = { folders, catalog: checked, compilePattern };
    const producers = await verifyProducers(contractsProject);
    const verified = await verifyConsumers(contractsProject);
    const wrote = given.write === true ? written(folders, verified) : [];
    const found = { producers, wiring, wrote, consumers: given.write === true ? verified.map(settled) : verified };
    print(given, found);
    return isVerified(found) ? 0 : 1;
  },
};
