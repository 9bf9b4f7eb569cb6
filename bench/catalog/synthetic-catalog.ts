import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CatalogSource } from '@carillon/catalog/check';
import { pascalCase } from '@carillon/catalog/names';
import { seeded } from '@carillon/catalog/testing';
import { documentOf } from './synthetic-document.ts';
import { eventSchema } from './synthetic-event.ts';
import { eventNames } from './synthetic-names.ts';
import { domainSchema, sharedSchemas } from './synthetic-shared.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * A sound catalog of up to 1,000 events, the same for the same seed. Every event refers to the metadata and to four
 * shared types; every fourth one to a type of its domain, so that an edit there has ten dependents.
 */
export const syntheticCatalog = (events: number, seed = 1): CatalogSource => {
  const names = eventNames(events);
  const random = seeded(seed);
  const references = new Map([...new Set(names.map(({ domain }) => domain))].map((it) => [it, `${it}-reference`]));
  const files = new Map([
    ['asyncapi.yaml', documentOf(names)],
    ['carillon.config.ts', "export default { name: 'bench' };\n"],
  ]);
  for (const [index, event] of names.entries()) {
    const reference = index % 4 === 0 ? references.get(event.domain) : undefined;
    files.set(`catalog/${event.domain}/${event.folder}/v1.json`, json(eventSchema(event, reference, random)));
  }
  for (const reference of references.values())
    files.set(`catalog/shared/${reference}.json`, json(domainSchema(pascalCase(reference))));
  for (const [name, schema] of Object.entries(sharedSchemas)) files.set(`catalog/shared/${name}.json`, json(schema));
  return { files };
};

/** Writes a catalog's files below a folder. */
export const writeCatalog = (root: string, { files }: CatalogSource): void => {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};
