import { dropCache, isUnchanged, readCache, writeCache } from './catalog-cache.ts';
import type { Memory, Session, Turn } from './session.ts';

export interface BuildOptions {
  /** Write nothing, and say how `generated/` differs. */
  readonly check: boolean;
  /** Use what the last build left, and leave it for the next. */
  readonly cache: boolean;
}

/**
 * Compiles a catalog with what the last build knew. When nothing has changed, nothing but names and times of files is
 * looked at, and the compiler itself is not even loaded.
 */
export async function buildCatalog(root: string, { check, cache }: BuildOptions): Promise<Turn> {
  const kept = cache ? readCache(root) : undefined;
  if (kept !== undefined && isUnchanged(root, kept)) return unchanged(kept.warnings);
  const { openSession } = await import('./session.ts');
  const session = openSession(root, kept && memoryOf(kept.memory));
  const turn = await session.turn([], check);
  if (cache) keep(root, session, turn);
  return turn;
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

/** Opens a session that knows what the last build left. */
export async function resumeSession(root: string): Promise<Session> {
  const kept = readCache(root);
  const { openSession } = await import('./session.ts');
  return openSession(root, kept && memoryOf(kept.memory));
}

const memoryOf = ({
  units,
  sound,
}: {
  readonly units: Iterable<readonly [string, Memory['units'] extends ReadonlyMap<string, infer Each> ? Each : never]>;
  readonly sound: Iterable<string>;
}): Memory => ({ units: new Map(units), sound: new Set(sound), digests: undefined });

/** A turn that left `generated/` as it should be is worth keeping; one with an error leaves what the last good one knew. */
export function keep(root: string, session: Session, turn: Turn): void {
  const memory = session.memory();
  if (!turn.ok || memory === undefined) return;
  try {
    writeCache(root, memory, turn.diagnostics);
  } catch {
    // A folder that cannot be written to costs the next build its time and nothing else.
    dropCache(root);
  }
}
