import type { Producer } from '../../compiler/stages.ts';
import type { Finding, ProducerCheck, Violation } from '../finding.ts';
import type { ContractsProject, ProjectFolders } from '../project.ts';
import { type Failure, failureOf, guarded } from '../user-code.ts';
import { findProducers, PRODUCER_CONTRACT, type ProducerFile } from './find-producers.ts';
import { type VerifiedProducer, verifyProducer } from './verify-producer.ts';

/** What was found of one producer. */
export interface ProducerResult {
  readonly producer: string;
  readonly owner: string;
  /** How many events it published while it was tried. */
  readonly published: number;
  readonly findings: readonly Finding<ProducerCheck>[];
}

const failed = (violation: Omit<Violation<ProducerCheck>, 'check'>): VerifiedProducer => ({
  published: 0,
  violations: [{ check: 'contract', ...violation }],
});

const unloaded = (failure: Failure): VerifiedProducer =>
  failed({ ...failure, fix: 'Let the file export `contract`, and do nothing else when it is imported.' });

const missing = ({ producers, workflows }: ProjectFolders, producer: string): VerifiedProducer =>
  failed({
    message: `no ${PRODUCER_CONTRACT} below ${producers} or ${workflows} is a contract of ${producer}`,
    fix: 'Write it: it exports `contract`, a ProducerContract of @carillon/catalog/contracts.',
  });

/** The contract file of a producer: the one that names it, or one that failed to load in a folder of its name. */
const isOf =
  ({ name }: Producer) =>
  ({ service, loaded }: ProducerFile): boolean =>
    'contract' in loaded ? loaded.contract.producer === name : service === name;

const verifyOne = async (
  project: ContractsProject,
  producer: Producer,
  found: ProducerFile | undefined,
): Promise<VerifiedProducer> => {
  if (found === undefined) return missing(project.folders, producer.name);
  const { loaded } = found;
  if ('failure' in loaded) return unloaded(loaded.failure);
  const { value, failures } = await guarded(() => verifyProducer(loaded.contract, project, producer));
  const { published, violations } = value ?? { published: 0, violations: [] };
  const stray = failures.map((error): Violation<ProducerCheck> => {
    const failure = failureOf(project.folders, error, { file: found.file });
    return { check: 'contract', ...failure, fix: 'Correct what it throws, and await every promise.' };
  });
  return { published, violations: [...violations, ...stray] };
};

const result = (producer: string, owner: string, { published, violations }: VerifiedProducer): ProducerResult => ({
  producer,
  owner,
  published,
  findings: violations.map((each) => ({ party: producer, owner, ...each })),
});

/** A contract of no producer of the catalog. */
const unattributed = (file: ProducerFile): ProducerResult => {
  if ('failure' in file.loaded) return result(file.service, '', unloaded(file.loaded.failure));
  const { producer } = file.loaded.contract;
  const message = `${file.file} is a contract of ${producer}, which is no producer of the catalog`;
  const fix = 'Add its send operation to asyncapi.yaml, or remove the contract.';
  return result(producer, '', failed({ message, at: { file: file.file }, fix }));
};

/** Verifies every producer of a catalog by its contract, and that every contract is one of a producer. No code of the project can end it. */
export const verifyProducers = async (project: ContractsProject): Promise<readonly ProducerResult[]> => {
  const { value: files = [] } = await guarded(() => findProducers(project.folders));
  const { producers } = project.catalog;
  const results: ProducerResult[] = [];
  for (const producer of producers) {
    const found = await verifyOne(project, producer, files.find(isOf(producer)));
    results.push(result(producer.name, producer.owner, found));
  }
  const others = files.filter((file) => !producers.some((producer) => isOf(producer)(file)));
  return [...results, ...others.map(unattributed)];
};
