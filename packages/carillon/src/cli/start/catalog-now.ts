import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Who speaks of what: the names in generated/catalog.json, which may change while the cloud runs. */
interface CatalogNames {
  readonly events: readonly string[];
  readonly consumers: readonly string[];
}

interface Summary {
  readonly events: readonly { readonly name: string }[];
  readonly consumers: readonly { readonly name: string }[];
}

const read = new Map<string, { readonly changedAt: number; readonly names: CatalogNames }>();

/** The names in generated/catalog.json as it is now; it is read again only when it was written since. */
export const catalogNow = (root: string): CatalogNames => {
  const file = join(root, 'generated', 'catalog.json');
  const changedAt = statSync(file).mtimeMs;
  const known = read.get(file);
  if (known?.changedAt === changedAt) return known.names;
  const { events, consumers } = JSON.parse(readFileSync(file, 'utf8')) as Summary;
  const names = { events: events.map(({ name }) => name), consumers: consumers.map(({ name }) => name) };
  read.set(file, { changedAt, names });
  return names;
};
