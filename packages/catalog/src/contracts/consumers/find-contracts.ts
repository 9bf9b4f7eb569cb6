import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckedCatalog, Consumer } from '../../compiler/stages.ts';
import { folderOf } from '../reads/reads.ts';
import type { ConsumerContract } from './contract.ts';

/** A consumer of the catalog with its contract; without one when it is no TypeScript. */
export interface Contracted {
  readonly consumer: Consumer;
  readonly folder: string;
  readonly contract: ConsumerContract<unknown> | undefined;
  /** Whether another compiler holds it to the generated types: a Cargo crate is no module to import. */
  readonly foreign: boolean;
}

export const CONTRACT = 'consumer.contract.ts';

/** Every consumer of a catalog, with what its folder says of it. */
export const findContracts = (root: string, { consumers }: CheckedCatalog): Promise<readonly Contracted[]> =>
  Promise.all(
    consumers.map(async (consumer): Promise<Contracted> => {
      const folder = folderOf(root, consumer.name) ?? `src/consumers/${consumer.name}`;
      const file = join(root, folder, CONTRACT);
      const foreign = existsSync(join(root, folder, 'Cargo.toml'));
      if (!existsSync(file)) return { consumer, folder, contract: undefined, foreign };
      const module = (await import(pathToFileURL(file).href)) as { readonly contract?: ConsumerContract<unknown> };
      return { consumer, folder, contract: module.contract, foreign };
    }),
  );
