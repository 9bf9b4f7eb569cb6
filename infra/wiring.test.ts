import { join } from 'node:path';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import { findProducers, producersByService, projectFolders, verifyTemplates } from '@carillon/catalog/contracts';
import { environmentNames, readEnvironment } from '@carillon/constructs/read-environment';
import { describe, expect, it } from 'vitest';
import { readSystem } from './read-system.ts';
import { synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');
const { checked } = examine(readSource(ROOT)).value as { readonly checked: CheckedCatalog };
const producers = producersByService(await findProducers(projectFolders(ROOT)));

describe.each(environmentNames(ROOT))('what is deployed in %s', { timeout: 60_000 }, (name) => {
  const { templates } = synthesized(readSystem(ROOT), readEnvironment(ROOT, name));
  const read = Object.entries(templates).map(([stack, body]) => ({
    file: `${stack}.template.json`,
    body: { ...body },
  }));

  it('says what the catalog declares, and listens to what can come', () => {
    expect(verifyTemplates(checked, read, producers)).toEqual([]);
  });

  it('has a pipe for each producer that is a stream, and one rule for each consumer', () => {
    const types = Object.values(templates).flatMap(({ Resources }) => Object.values(Resources).map(({ Type }) => Type));
    expect(types.filter((type) => type === 'AWS::Pipes::Pipe').length).toBeGreaterThan(3);
    expect(types.filter((type) => type === 'AWS::Events::Rule').length).toBeGreaterThanOrEqual(
      checked.consumers.length,
    );
  });
});
