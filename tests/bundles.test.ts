import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readApplication } from '@carillon/constructs';
import { describe, expect, it } from 'vitest';
import { workflows } from '../src/workflows/workflows.ts';

const ROOT = join(import.meta.dirname, '..');

interface Party {
  readonly name: string;
  readonly events: readonly string[];
}

interface Catalog {
  readonly events: readonly {
    readonly name: string;
    readonly schemaId: string;
    readonly versions: readonly number[];
  }[];
  readonly producers: readonly Party[];
  readonly consumers: readonly Party[];
}

const catalog = JSON.parse(readFileSync(join(ROOT, 'generated/catalog.json'), 'utf8')) as Catalog;
const handlers = (await readApplication(ROOT)).handlers.flatMap(({ name, asset }) =>
  'path' in asset ? [{ name, code: readFileSync(join(asset.path, 'index.mjs'), 'utf8') }] : [],
);

/** `<domain>/<event>/v<n>` -> the event. A descriptor is where a bundle holds a validator, and has its schema's name. */
const eventOf = new Map(
  catalog.events.flatMap(({ name, schemaId, versions }) =>
    versions.map((version) => [schemaId.replace(/\d+$/, String(version)), name] as const),
  ),
);

const schemasIn = (code: string): readonly string[] =>
  [...code.matchAll(/\bschema:\s*"([a-z0-9/-]+\/v\d+)"/g)].map(([, schema = '']) => schema);

const eventsIn = (code: string): readonly string[] =>
  [...new Set(schemasIn(code).map((schema) => eventOf.get(schema) ?? `${schema}, which is not in the catalog`))].sort();

/** The folder's party in asyncapi.yaml: as it is called, or as its contract calls it. */
const partyOf = (name: string): string => {
  const contract = join(ROOT, 'src', name, 'producer.contract.ts');
  const named = existsSync(contract) ? /producer: '([^']+)'/.exec(readFileSync(contract, 'utf8'))?.[1] : undefined;
  return named ?? name.split('/').slice(1).join('/');
};

/** What a function receives and sends, and where it has the ledger, what it may find there. */
const handledBy = ({ name, code }: (typeof handlers)[number]): readonly string[] => {
  const party = partyOf(name);
  const own = [...catalog.producers, ...catalog.consumers].filter((each) => each.name === party);
  const recorded = code.includes('"LEDGER_TABLE_NAME"') ? workflows.flatMap(({ events }) => events) : [];
  return [...new Set([...own.flatMap(({ events }) => events), ...recorded.map((event) => event.name)])].sort();
};

/** The archive's transform receives every event and looks at the data of one: where it belongs. */
const LOOKS_AT: Readonly<Record<string, readonly string[]>> = { 'consumers/s3-archiver': ['SiteMeasured'] };

describe('a bundle', () => {
  it('is looked at for every function, and holds descriptors', () => {
    expect(handlers.length).toBeGreaterThan(10);
    expect(handlers.filter(({ code }) => eventsIn(code).length > 0).length).toBeGreaterThan(8);
  });

  it.each(handlers.map((each) => [each.name, each] as const))(
    'of %s holds the validators of the events that it handles and no others',
    (name, handler) => expect(eventsIn(handler.code)).toEqual(LOOKS_AT[name] ?? handledBy(handler)),
  );

  it.each(handlers.map((each) => [each.name, each] as const))(
    'of %s holds the upcasters that its older versions need',
    (_, { code }) => {
      const newest = new Set(catalog.events.map(({ schemaId }) => schemaId));
      const older = schemasIn(code).filter((schema) => !newest.has(schema));
      expect(older.filter((schema) => !code.includes(`from:"${schema}"`))).toEqual([]);
    },
  );
});
