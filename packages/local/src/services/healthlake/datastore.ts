import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';

export interface Datastore {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface Datastores {
  /** Makes it once, then finds it again: its id stays from start to start. */
  keep(physicalName: string, name: string): Datastore;
  /** @throws AwsError ResourceNotFoundException */
  expect(id: string | undefined): Datastore;
  remove(id: string): void;
  list(): readonly Datastore[];
}

export const datastoreArn = ({ region, account }: Pick<Kernel, 'region' | 'account'>, id: string): string =>
  `arn:aws:healthlake:${region}:${account}:datastore/fhir/${id}`;

export const datastoreEndpoint = ({ endpoint }: Pick<Kernel, 'endpoint'>, id: string): string =>
  `${endpoint}/datastore/${id}/r4/`;

export const datastoresIn = ({ journal, identity, clock }: Kernel): Datastores => {
  const datastores = journal.table<Datastore>('healthlake_datastores');
  const ids = journal.table<string>('healthlake_datastore_ids');
  return {
    keep(physicalName, name) {
      const id = ids.get(physicalName) ?? identity.hex(32);
      const datastore = { id, name, createdAt: datastores.get(id)?.createdAt ?? clock.now() };
      ids.put(physicalName, id);
      datastores.put(id, datastore);
      return datastore;
    },
    expect(id = '') {
      const found = datastores.get(id);
      if (found !== undefined) return found;
      throw new AwsError('ResourceNotFoundException', `There is no data store ${id}.`, { status: 404 });
    },
    remove(id) {
      datastores.delete(id);
      for (const [name, known] of ids.scan()) if (known === id) ids.delete(name);
    },
    list: () => datastores.scan().map(([, datastore]) => datastore),
  };
};
