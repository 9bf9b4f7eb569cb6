import { dropCache, readCache, writeCache } from './catalog-cache.ts';
import type { FileWriter } from './file-writer.ts';
import { openSession, type Session } from './session.ts';
import type { BuildOptions, Turn } from './turn.ts';

/** Compiles a catalog in this thread. */
export async function buildHere(root: string, { check, cache }: BuildOptions, writer?: FileWriter): Promise<Turn> {
  const session = cache ? resumeSession(root, writer) : openSession(root, undefined, writer);
  const turn = await session.turn([], check);
  if (cache) keep(root, session, turn);
  return turn;
}

/** Opens a session that knows what the last build left. */
export function resumeSession(root: string, writer?: FileWriter): Session {
  const kept = readCache(root);
  if (kept === undefined) return openSession(root, undefined, writer);
  const { units, sound } = kept.memory;
  return openSession(root, { units: new Map(units), sound: new Set(sound), digests: undefined }, writer);
}

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
