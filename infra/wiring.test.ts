import { join } from 'node:path';
import { type CheckedCatalog, examine, readSource } from '@carillon/catalog/check';
import { findProducers, producersByService, projectFolders, verifyTemplates } from '@carillon/catalog/contracts';
import { readApplication } from '@carillon/constructs';
import { environmentNames } from '@carillon/constructs/environment';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import { synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');
const { checked } = examine(readSource(ROOT)).value as { readonly checked: CheckedCatalog };
const application = await readApplication(ROOT);
const producers = producersByService(await findProducers(projectFolders(ROOT)));

describe.each(environmentNames(ROOT))('what is deployed in %s', (name) => {
  const { templates } = synthesized(application, readSettings(ROOT, name));
  const read = Object.entries(templates).map(([stack, body]) => ({
    file: `${stack}.template.json`,
    body: { ...body },
  }));

  it('publishes what the catalog declares, and subscribes to what can be published', () => {
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
