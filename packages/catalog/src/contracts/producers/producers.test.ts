import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../compiler/examine.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { examineProducers, type ProducerExamination } from './examine-producers.ts';
import { producerChecks } from './producer-finding.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };

describe('the producers', () => {
  let examinations: readonly ProducerExamination[] = [];
  beforeAll(async () => {
    examinations = await examineProducers(root, checked);
  }, 60_000);

  it('are those of the catalog, and each of them speaks', () => {
    expect(examinations.map(({ producer }) => producer)).toEqual(checked.producers.map(({ name }) => name));
    for (const { said } of examinations) expect(said).toBeGreaterThan(100);
  });

  it.each(producerChecks)('hold their contracts: %s', (check) => {
    expect(examinations.flatMap(({ findings }) => findings).filter((each) => each.check === check)).toEqual([]);
  });
});
