import { isUnchanged, readCache } from './catalog-cache.ts';
import { isLarge, runInThread } from './thread.ts';
import type { BuildOptions, Turn } from './turn.ts';

/**
 * Compiles a catalog with what the last build knew. When nothing has changed, nothing but names and times of files is
 * looked at, and the compiler itself is not even loaded.
 */
export async function buildCatalog(root: string, options: BuildOptions): Promise<Turn> {
  const kept = options.cache ? readCache(root) : undefined;
  if (kept !== undefined && isUnchanged(root, kept)) return unchanged(kept.warnings);
  if (isLarge(root)) return runInThread({ kind: 'build', root, options });
  const { buildHere } = await import('./build-here.ts');
  return buildHere(root, options);
}

const unchanged = (diagnostics: Turn['diagnostics']): Turn => ({
  ok: true,
  diagnostics,
  changed: [],
  regenerated: [],
  stale: [],
  missing: [],
  extra: [],
});
