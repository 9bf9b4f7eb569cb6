import { isDeepStrictEqual } from 'node:util';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { committedReads, type Reads } from '../reads/reads.ts';
import { CONTRACT, type Contracted, findContracts } from './find-contracts.ts';
import type { Check, Finding } from './finding.ts';
import { hold } from './hold.ts';
import { recordedReads } from './record-reads.ts';

/** What was found of one consumer. */
export interface Examination {
  readonly consumer: string;
  readonly owner: string;
  readonly folder: string;
  /** How many events it was tried with. */
  readonly tried: number;
  /** As its contract shows them; undefined where it could not be made to. */
  readonly reads: Reads | undefined;
  readonly findings: readonly Finding[];
}

const staleness = (recorded: Reads, committed: Reads | undefined): string | undefined => {
  if (committed === undefined) return 'its reads are not committed';
  if (isDeepStrictEqual(recorded, committed)) return undefined;
  const pointers = ({ events }: Reads): ReadonlySet<string> =>
    new Set(Object.entries(events).flatMap(([event, all]) => all.map((pointer) => `${event}${pointer}`)));
  const [now, then] = [pointers(recorded), pointers(committed)];
  const more = [...now].filter((each) => !then.has(each)).map((each) => `reads ${each}`);
  const less = [...then].filter((each) => !now.has(each)).map((each) => `no longer reads ${each}`);
  return [...more, ...less].join(', ') || 'its owner or its events have changed';
};

const examineOne = async (
  { consumer, folder, contract, foreign }: Contracted,
  catalog: CheckedCatalog,
  committed: Reads | undefined,
): Promise<Examination> => {
  const { name, owner } = consumer;
  const about = { consumer: name, owner, folder };
  const finding = (check: Check, message: string, fix: string): Finding => ({
    consumer: name,
    owner,
    check,
    message,
    fix,
  });
  if (contract === undefined) {
    // What is compiled elsewhere is held to the generated types there, and says by hand what it reads.
    const missing = foreign && committed !== undefined ? [] : [foreign ? 'reads.json' : CONTRACT];
    const findings = missing.map((file) =>
      finding(
        'contract',
        `${folder}/${file} is not there`,
        `Write it: packages/catalog/src/contracts/consumers/contract.ts says what it holds.`,
      ),
    );
    return { ...about, tried: 0, reads: foreign ? committed : undefined, findings };
  }
  const { troubles, tried } = await hold(contract, catalog);
  const findings = troubles.map((trouble): Finding => ({ consumer: name, owner, ...trouble }));
  try {
    const reads = await recordedReads(consumer, contract, catalog);
    const stale = staleness(reads, committed);
    if (stale !== undefined)
      findings.push(finding('reads', stale, 'carillon contracts --write, then commit reads.json.'));
    return { ...about, tried, reads, findings };
  } catch (error) {
    const message = `its reads cannot be recorded: ${error instanceof Error ? error.message : String(error)}`;
    return {
      ...about,
      tried,
      reads: undefined,
      findings: [...findings, finding('reads', message, 'See its other findings.')],
    };
  }
};

/** Holds every consumer of a catalog to its contract and to its committed reads. */
export const examineConsumers = async (root: string, catalog: CheckedCatalog): Promise<readonly Examination[]> => {
  const committed = committedReads(root);
  const examinations: Examination[] = [];
  for (const contracted of await findContracts(root, catalog))
    examinations.push(await examineOne(contracted, catalog, committed.get(contracted.consumer.name)));
  return examinations;
};
