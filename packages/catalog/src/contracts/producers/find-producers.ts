import { globSync } from 'node:fs';
import type { ProducerContract } from '../contract.ts';
import type { ProjectFolders } from '../project.ts';
import { type Failure, loadContract } from '../user-code.ts';

/** A producer's contract file, and the contract or how it failed to load. */
export interface ProducerFile {
  /** Relative to the root. */
  readonly file: string;
  /** The service that its function names itself: the folder below that of its kind, e.g. `order-stream`. */
  readonly service: string;
  readonly loaded: { readonly contract: ProducerContract<unknown> } | { readonly failure: Failure };
}

/** The file that exports the contract of a producer, beside its code. */
export const PRODUCER_CONTRACT = 'producer.contract.ts';

/** The contract file of every producer and workflow task of a project. */
export const findProducers = async (folders: ProjectFolders): Promise<readonly ProducerFile[]> => {
  const { root, producers, workflows } = folders;
  const found: ProducerFile[] = [];
  for (const folder of [producers, workflows])
    for (const path of globSync(`${folder}/**/${PRODUCER_CONTRACT}`, { cwd: root }).toSorted()) {
      const file = path.replaceAll('\\', '/');
      const service = file.slice(folder.length + 1, -PRODUCER_CONTRACT.length - 1);
      found.push({ file, service, loaded: await loadContract(folders, file) });
    }
  return found;
};

/** Service -> the producers of the catalog for which it publishes, as the contracts say. */
export type ProducersByService = ReadonlyMap<string, readonly string[]>;

/** For which producers of the catalog each service publishes; a contract that failed to load says of none. */
export const producersByService = (files: readonly ProducerFile[]): ProducersByService => {
  const found = files.flatMap(({ service, loaded }) =>
    'contract' in loaded ? [{ service: loaded.contract.service ?? service, producer: loaded.contract.producer }] : [],
  );
  return new Map(
    [...Map.groupBy(found, ({ service }) => service)].map(([service, own]) => [
      service,
      own.map(({ producer }) => producer),
    ]),
  );
};
