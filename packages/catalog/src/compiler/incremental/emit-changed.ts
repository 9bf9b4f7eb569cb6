import { emitters } from '../emit/emit-catalog.ts';
import { type Unit, unitsOf } from '../emit/units.ts';
import type { VersionedCatalog } from '../stages.ts';
import type { Digests } from './generated-folder.ts';
import { type Target, type Written, writeFiles } from './write-files.ts';

/** What a unit wrote when it had a key. */
export interface WrittenUnit {
  readonly key: string;
  readonly files: Written;
}

export interface Emitted {
  readonly units: ReadonlyMap<string, WrittenUnit>;
  readonly digests: Digests;
  /** The schema files that something was emitted for. */
  readonly regenerated: readonly string[];
}

interface Known {
  readonly units: ReadonlyMap<string, WrittenUnit>;
  readonly there: Digests;
  /** Where to write; undefined where nothing is to be written. */
  readonly target: Target | undefined;
}

/**
 * Emits the units whose keys are new, and those whose files are not what they wrote. All checks have passed when this
 * begins, so files are written as they come: all of a large catalog at once would be most of the memory.
 */
export async function emitChanged(catalog: VersionedCatalog, { units: known, there, target }: Known): Promise<Emitted> {
  const units = new Map<string, WrittenUnit>();
  const regenerated: string[] = [];
  for (const unit of unitsOf(catalog, emitters)) {
    const before = known.get(unit.id);
    const isKnown = before !== undefined && isFresh(unit, before, there);
    units.set(unit.id, isKnown ? before : { key: unit.key, files: await writeFiles(await unit.emit(), there, target) });
    if (!isKnown && unit.about !== undefined) regenerated.push(unit.about);
  }
  await target?.writer.done();
  const digests = new Map([...units.values()].flatMap(({ files }) => Object.entries(files)));
  return { units, digests, regenerated: regenerated.sort() };
}

const isFresh = ({ key }: Unit, before: WrittenUnit, there: Digests): boolean => {
  if (before.key !== key) return false;
  for (const path in before.files) if (there.get(path) !== before.files[path]) return false;
  return true;
};
