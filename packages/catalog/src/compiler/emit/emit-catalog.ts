import type { Emission, VersionedCatalog } from '../stages.ts';
import { documents } from './documents.ts';
import type { Emitter, Files } from './emitter.ts';
import { lake } from './lake.ts';
import { olderVersions } from './older-versions.ts';
import { rust } from './rust/rust.ts';
import { testing } from './testing.ts';
import { typescript, validators } from './typescript.ts';
import { unitsOf } from './units.ts';

export const emitters: readonly Emitter[] = [typescript, validators, olderVersions, testing, rust, documents, lake];

/**
 * Writes everything that follows from a catalog. A file per event and per shared type depends on its own schema and the
 * names of those it refers to; only what an emitter writes for the whole knows the whole.
 */
export async function emit(catalog: VersionedCatalog): Promise<Emission> {
  const parts: Files[] = [];
  for (const unit of unitsOf(catalog, emitters)) parts.push(await unit.emit());
  const files = parts.flatMap((part) => Object.entries(part));
  return { files: new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1))) };
}
