import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './synthesize.ts';

/** Who speaks of what: the names in generated/catalog.json, which may change while the cloud runs. */
interface CatalogNames {
  readonly events: readonly string[];
  readonly consumers: readonly string[];
}

interface Summary {
  readonly events: readonly { readonly name: string }[];
  readonly consumers: readonly { readonly name: string }[];
}

const FILE = join(ROOT, 'generated', 'catalog.json');
let known: { readonly changedAt: number; readonly names: CatalogNames } | undefined;

/** As the file says now; it is read again only when it was written since. */
export const catalogNow = (): CatalogNames => {
  const changedAt = statSync(FILE).mtimeMs;
  if (known?.changedAt === changedAt) return known.names;
  const { events, consumers } = JSON.parse(readFileSync(FILE, 'utf8')) as Summary;
  const names = { events: events.map(({ name }) => name), consumers: consumers.map(({ name }) => name) };
  known = { changedAt, names };
  return names;
};
