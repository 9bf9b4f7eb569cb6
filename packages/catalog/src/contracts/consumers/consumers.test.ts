import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../compiler/examine.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { type Examination, examineConsumers } from './examine-consumers.ts';
import { checks } from './finding.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const { value } = examine(readSource(root));
const { checked } = value as { readonly checked: CheckedCatalog };

describe.each(checked.consumers.map(({ name }) => name))('%s', (name) => {
  let examination: Examination | undefined;
  beforeAll(async () => {
    const only = { ...checked, consumers: checked.consumers.filter((each) => each.name === name) };
    [examination] = await examineConsumers(root, only);
  }, 60_000);

  it.each(checks)('holds its contract: %s', (check) => {
    expect(examination?.findings.filter((finding) => finding.check === check)).toEqual([]);
  });
});
