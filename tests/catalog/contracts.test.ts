import { fileURLToPath } from 'node:url';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import {
  type ConsumerResult,
  type ContractsProject,
  consumerChecks,
  type ProducerResult,
  producerChecks,
  projectFolders,
  verifyConsumers,
  verifyProducers,
} from '@carillon/catalog/contracts';
import { compilePattern } from '@carillon/local/patterns/pattern';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };
const project: ContractsProject = { folders: projectFolders(root), catalog: checked, compilePattern };

describe.each(checked.consumers.map(({ name }) => name))('%s', (name) => {
  let result: ConsumerResult | undefined;
  beforeAll(async () => {
    const only = { ...checked, consumers: checked.consumers.filter((each) => each.name === name) };
    [result] = await verifyConsumers({ ...project, catalog: only });
  });

  it.each(consumerChecks)('keeps its contract: %s', (check) => {
    expect(result?.findings.filter((finding) => finding.check === check)).toEqual([]);
  });
});

describe('the producers', () => {
  let results: readonly ProducerResult[] = [];
  beforeAll(async () => {
    results = await verifyProducers(project);
  });

  it('are those of the catalog, and each of them publishes', () => {
    expect(results.map(({ producer }) => producer)).toEqual(checked.producers.map(({ name }) => name));
    for (const { published } of results) expect(published).toBeGreaterThan(100);
  });

  it.each(producerChecks)('keep their contracts: %s', (check) => {
    expect(results.flatMap(({ findings }) => findings).filter((each) => each.check === check)).toEqual([]);
  });
});
