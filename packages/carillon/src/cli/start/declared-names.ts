import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Names that a project declares; they may change while its cloud runs. */
export interface DeclaredNames {
  readonly events: readonly string[];
  /** Without the workflows that an event starts. */
  readonly consumers: readonly string[];
  readonly producers: readonly string[];
  /** Folders below src/workflows with a state machine. */
  readonly workflows: readonly string[];
}

interface Summary {
  readonly events: readonly { readonly name: string; readonly producers: readonly string[] }[];
  readonly consumers: readonly { readonly name: string; readonly delivery: { readonly kind: string } }[];
}

const NONE: DeclaredNames = { events: [], consumers: [], producers: [], workflows: [] };
const read = new Map<string, { readonly changedAt: number; readonly names: DeclaredNames }>();

/** The names in generated/catalog.json as it is now; it is read again only when it was written since. */
export const declaredNames = (root: string): DeclaredNames => {
  const file = join(root, 'generated', 'catalog.json');
  if (!existsSync(file)) return NONE;
  const changedAt = statSync(file).mtimeMs;
  const known = read.get(root);
  if (known?.changedAt === changedAt) return known.names;
  const { events, consumers } = JSON.parse(readFileSync(file, 'utf8')) as Summary;
  const names = {
    events: events.map(({ name }) => name),
    consumers: consumers.filter(({ delivery }) => delivery.kind !== 'workflow').map(({ name }) => name),
    producers: [...new Set(events.flatMap(({ producers }) => producers))],
    workflows: globSync('src/workflows/*/state-machine.asl.json', { cwd: root }).map(
      (path) => path.replaceAll('\\', '/').split('/')[2] ?? '',
    ),
  };
  read.set(root, { changedAt, names });
  return names;
};
