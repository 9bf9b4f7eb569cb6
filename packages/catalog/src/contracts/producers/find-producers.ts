import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProducerContract } from './contract.ts';

/** A contract and the file that holds it. */
export interface FoundContract {
  readonly file: string;
  readonly contract: ProducerContract<unknown>;
}

export const PRODUCER_CONTRACT = 'producer.contract.ts';

/** Every producer's contract of a project. @throws Error for a file that exports none */
export const findProducerContracts = (root: string): Promise<readonly FoundContract[]> =>
  Promise.all(
    globSync(`src/{producers,workflows}/**/${PRODUCER_CONTRACT}`, { cwd: root })
      .toSorted()
      .map(async (file) => {
        const module = (await import(pathToFileURL(join(root, file)).href)) as {
          readonly contract?: ProducerContract<unknown>;
        };
        if (module.contract === undefined) throw new Error(`${file} exports no contract`);
        return { file: file.replaceAll('\\', '/'), contract: module.contract };
      }),
  );
