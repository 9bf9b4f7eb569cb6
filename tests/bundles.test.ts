import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readApplication } from '@carillon/constructs';
import type { AnyWorkflow } from '@carillon/runtime/workflow';
import { describe, expect, it } from 'vitest';
import { workflow as fhirExport } from '../src/workflows/fhir-export/workflow.ts';

const ROOT = join(import.meta.dirname, '..');
const workflows: readonly AnyWorkflow[] = [fhirExport];

interface Party {
  readonly name: string;
  readonly events: readonly string[];
}

const catalog = JSON.parse(readFileSync(join(ROOT, 'generated/catalog.json'), 'utf8')) as {
  readonly producers: readonly Party[];
  readonly consumers: readonly Party[];
};
const stored = workflows.flatMap(({ events }) => events.map(({ name }) => name));

/** The event of each version's schema, e.g. `site/site-measured/v1`. */
const schemas = new Map(
  globSync('catalog/*/*/v*.json', { cwd: ROOT }).map((file) => {
    const { title } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { readonly title: string };
    return [file.replaceAll('\\', '/').replace(/^catalog\/|\.json$/g, ''), title] as const;
  }),
);

/** A descriptor names its schema, and a bundle has it only together with its validator. */
const eventsIn = (bundle: string): readonly string[] => {
  const named = [...bundle.matchAll(/schema:\s*["'`]([\w/-]+\/v\d+)["'`]/g)].flatMap(
    ([, schema = '']) => schemas.get(schema) ?? [],
  );
  return [...new Set(named)].toSorted();
};

/** What a handler publishes or receives; whoever has the ledger reads every event that it holds. */
const eventsOf = (name: string, uses: readonly string[]): ReadonlySet<string> => {
  const [roof, folder] = name.split('/');
  const parties = roof === 'workflows' ? [] : [...catalog.producers, ...catalog.consumers];
  return new Set([
    ...parties.filter((party) => party.name === folder && name.split('/').length === 2).flatMap(({ events }) => events),
    ...(uses.includes('ledger') || folder === 'run-ledger' ? stored : []),
    ...(name === 'workflows/fhir-export/process-file'
      ? catalog.producers.filter((party) => party.name === 'export-file-processor').flatMap(({ events }) => events)
      : []),
  ]);
};

const { handlers } = await readApplication(ROOT);
const bundles = handlers.flatMap(({ name, settings, asset }) =>
  'path' in asset
    ? [{ name, uses: settings.uses ?? [], text: readFileSync(join(asset.path, 'index.mjs'), 'utf8') }]
    : [],
);

describe('the bundle of a function', () => {
  it.each(bundles)(
    'of $name has the validators of the events that it handles and no others',
    ({ name, uses, text }) => {
      const allowed = eventsOf(name, uses);
      expect(eventsIn(text).filter((event) => !allowed.has(event))).toEqual([]);
    },
  );

  it('has the validators of what it receives, so that the check above finds some', () => {
    const found = Object.fromEntries(bundles.map(({ name, text }) => [name, eventsIn(text)]));
    expect(found['consumers/patient-to-fhir']).toEqual(['AddressChanged', 'PatientChanged']);
    expect(found['producers/site-stream']).toEqual(['SiteMeasured']);
    expect(found['consumers/websocket-notifier/connect']).toEqual([]);
  });
});
