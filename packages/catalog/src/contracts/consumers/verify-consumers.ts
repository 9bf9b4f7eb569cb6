import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Consumer } from '../../compiler/stages.ts';
import type { ConsumerContract } from '../contract.ts';
import type { ConsumerCheck, Finding, Violation } from '../finding.ts';
import { type ContractsProject, folderOf } from '../project.ts';
import { committedReadsOf, type Reads } from '../reads/reads.ts';
import { failureOf, guarded, loadContract } from '../user-code.ts';
import { recordedReads } from './record-reads.ts';
import { verifyConsumer } from './verify-consumer.ts';

/** What was found of one consumer. */
export interface ConsumerResult {
  readonly consumer: string;
  readonly owner: string;
  /** Relative to the root. */
  readonly folder: string;
  /** How many events it was tried with. */
  readonly tried: number;
  /** As its contract shows them; undefined where they could not be recorded. */
  readonly reads: Reads | undefined;
  readonly findings: readonly Finding<ConsumerCheck>[];
}

type Found = Pick<ConsumerResult, 'tried' | 'reads'> & { readonly violations: readonly Violation<ConsumerCheck>[] };

/** The file that exports the contract of a consumer, in its folder. */
export const CONSUMER_CONTRACT = 'consumer.contract.ts';

const staleness = (recorded: Reads, committed: Reads | undefined): string | undefined => {
  if (committed === undefined) return 'its reads are not committed';
  if (isDeepStrictEqual(recorded, committed)) return undefined;
  const pointers = ({ events }: Reads): ReadonlySet<string> =>
    new Set(Object.entries(events).flatMap(([event, all]) => all.map((pointer) => `${event}${pointer}`)));
  const [now, then] = [pointers(recorded), pointers(committed)];
  const more = [...now].filter((pointer) => !then.has(pointer)).map((pointer) => `reads ${pointer}`);
  const less = [...then].filter((pointer) => !now.has(pointer)).map((pointer) => `no longer reads ${pointer}`);
  return [...more, ...less].join(', ') || 'its owner or its events have changed';
};

const verifyReads = async (
  project: ContractsProject,
  consumer: Consumer,
  contract: ConsumerContract<unknown>,
): Promise<Omit<Found, 'tried'>> => {
  const check = 'reads';
  try {
    const reads = await recordedReads(consumer, contract, project);
    const stale = staleness(reads, committedReadsOf(project.folders, consumer.name));
    const fix = 'carillon contracts --write, then commit reads.json.';
    return { reads, violations: stale === undefined ? [] : [{ check, message: stale, fix }] };
  } catch (error) {
    const { message, at } = failureOf(project.folders, error);
    const violation = {
      check,
      message: `its reads cannot be recorded: ${message}`,
      fix: 'See its other findings.',
    } as const;
    return { reads: undefined, violations: [{ ...violation, ...(at === undefined ? {} : { at }) }] };
  }
};

/** What another compiler builds is verified against the generated types there, and lists by hand what it reads. */
const verifyForeign = (project: ContractsProject, consumer: Consumer, folder: string): Found => {
  const reads = committedReadsOf(project.folders, consumer.name);
  const violation = {
    check: 'contract',
    message: `${folder}/reads.json is not there`,
    fix: 'List in it what the consumer reads: { consumer, owner, events: { <Event>: [<JSON pointer>] } }.',
  } as const;
  return { tried: 0, reads, violations: reads === undefined ? [violation] : [] };
};

const verifyOne = async (project: ContractsProject, consumer: Consumer, folder: string): Promise<Found> => {
  const { root } = project.folders;
  const file = `${folder}/${CONSUMER_CONTRACT}`;
  const failed = (violation: Omit<Violation<ConsumerCheck>, 'check'>): Found => ({
    tried: 0,
    reads: undefined,
    violations: [{ check: 'contract', ...violation }],
  });
  if (!existsSync(join(root, file))) {
    if (existsSync(join(root, folder, 'Cargo.toml'))) return verifyForeign(project, consumer, folder);
    return failed({
      message: `${file} is not there`,
      fix: 'Write it: it exports `contract`, a ConsumerContract of @carillon/catalog/contracts.',
    });
  }
  const loaded = await loadContract<ConsumerContract<unknown>>(project.folders, file);
  if ('failure' in loaded)
    return failed({
      ...loaded.failure,
      fix: 'Let the file export `contract`, and do nothing else when it is imported.',
    });
  const { violations, tried } = await verifyConsumer(loaded.contract, project);
  const { reads, violations: stale } = await verifyReads(project, consumer, loaded.contract);
  return { tried, reads, violations: [...violations, ...stale] };
};

/** Verifies every consumer of a catalog: its contract, and its committed reads. No code of the project can end it. */
export const verifyConsumers = async (project: ContractsProject): Promise<readonly ConsumerResult[]> => {
  const results: ConsumerResult[] = [];
  for (const consumer of project.catalog.consumers) {
    const { name, owner } = consumer;
    const folder = folderOf(project.folders, name) ?? `${project.folders.consumers}/${name}`;
    const { value, failures } = await guarded(() => verifyOne(project, consumer, folder));
    const { violations, ...found } = value ?? { tried: 0, reads: undefined, violations: [] };
    const stray = failures.map((error): Violation<ConsumerCheck> => {
      const failure = failureOf(project.folders, error, { file: `${folder}/${CONSUMER_CONTRACT}` });
      return { check: 'contract', ...failure, fix: 'Correct what it throws, and await every promise.' };
    });
    const findings = [...violations, ...stray].map((each) => ({ party: name, owner, ...each }));
    results.push({ consumer: name, owner, folder, ...found, findings });
  }
  return results;
};
