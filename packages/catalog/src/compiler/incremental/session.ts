import { join } from 'node:path';
import { takeAsSound } from '../check/each-schema.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { emitters } from '../emit/emit-catalog.ts';
import { unitsOf, viewKey } from '../emit/units.ts';
import { examine } from '../examine.ts';
import { load } from '../load/load-catalog.ts';
import { readIfThere } from '../load/read-source.ts';
import { viewOf } from '../schema/view.ts';
import type { CatalogSource, LoadedCatalog, VersionedCatalog } from '../stages.ts';
import type { Freshness } from '../write/write-emission.ts';
import { emitChanged, type WrittenUnit } from './emit-changed.ts';
import { type FileWriter, writerHere } from './file-writer.ts';
import { type Digests, generated, readDigests, removeGenerated } from './generated-folder.ts';
import { reread } from './sources.ts';
import { digest } from './stamps.ts';
import type { Turn } from './turn.ts';

/** What is known from before. Knowing less costs time and changes nothing else. */
export interface Memory {
  readonly units: ReadonlyMap<string, WrittenUnit>;
  /** The keys of views that no check finds fault with. */
  readonly sound: ReadonlySet<string>;
  readonly digests: Digests | undefined;
}

export interface Session {
  /**
   * Brings `generated/` up to date with the catalog, or with `check` says how it differs. `paths` names what may have
   * changed since the last turn, files or folders from the root; the first turn reads all. With an error nothing is written.
   */
  turn(paths?: readonly string[], check?: boolean): Promise<Turn>;
  /** What the next session should know; undefined before a turn without an error. */
  memory(): Memory | undefined;
  /** Whether a file of `generated/` lies there as this session left it. */
  isAsWritten(path: string): boolean;
  /** Emits a few units for nothing: the first edit then finds the packages loaded and their code compiled. */
  warm(): Promise<void>;
}

const nothing: Freshness = { stale: [], missing: [], extra: [] };

interface State {
  readonly loaded: LoadedCatalog;
  readonly value: VersionedCatalog | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function openSession(root: string, remembered?: Memory, writer: FileWriter = writerHere()): Session {
  let state: State | undefined;
  let units = remembered?.units ?? new Map<string, WrittenUnit>();
  let digests = remembered?.digests;
  return {
    async turn(paths = [], check = false) {
      if (paths.some((path) => path === generated || path.startsWith(`${generated}/`))) digests = undefined;
      const before = state?.loaded.source;
      const source = reread(root, before, paths);
      const changed = changedPaths(before, source);
      state = examine(source, state?.loaded ?? knownSound(load(source), remembered?.sound));
      const { value, diagnostics } = state;
      if (value === undefined) return { ok: false, diagnostics, changed, regenerated: [], ...nothing };
      digests ??= readDigests(root);
      const there = digests;
      // Until all is written, what lies there is not known.
      if (!check) digests = undefined;
      const emission = await emitChanged(value, { units, there, target: check ? undefined : { root, writer } });
      units = emission.units;
      const difference = differenceOf(emission.digests, there);
      const fresh = Object.values(difference).every((names) => names.length === 0);
      if (!check) removeGenerated(root, difference.extra.map(below));
      digests = check ? there : emission.digests;
      return { ok: !check || fresh, diagnostics, changed, regenerated: emission.regenerated, ...difference };
    },
    memory: () => (state?.value === undefined ? undefined : { units, digests, sound: soundKeys(state) }),
    isAsWritten: (path) => {
      const text = readIfThere(join(root, path));
      return digests !== undefined && digests.get(below(path)) === (text === undefined ? undefined : digest(text));
    },
    async warm() {
      if (state?.value === undefined) return;
      const { value } = state;
      const [first, second, third] = value.checked.events.map(({ file }) => file);
      for (const unit of unitsOf(value, emitters))
        if (unit.about === undefined || [first, second, third].includes(unit.about)) await unit.emit();
    },
  };
}

const below = (path: string): string => path.slice(generated.length + 1);

function changedPaths(before: CatalogSource | undefined, after: CatalogSource): readonly string[] {
  if (before === undefined) return [];
  const paths = new Set([...before.files.keys(), ...after.files.keys()]);
  return [...paths].filter((path) => before.files.get(path) !== after.files.get(path));
}

function knownSound(loaded: LoadedCatalog, sound: ReadonlySet<string> = new Set()): LoadedCatalog {
  if (sound.size > 0)
    for (const file of loaded.schemas.values())
      if (sound.has(viewKey(loaded.schemas, file))) takeAsSound(viewOf(loaded.schemas, file));
  return loaded;
}

function soundKeys({ loaded: { schemas }, diagnostics }: State): ReadonlySet<string> {
  const reported = new Set(diagnostics.map(({ at }) => at.file));
  return new Set([...schemas.values()].filter(({ file }) => !reported.has(file)).map((file) => viewKey(schemas, file)));
}

function differenceOf(wanted: Digests, there: Digests): Freshness {
  const under = (paths: Iterable<string>): readonly string[] => [...paths].sort().map((path) => `${generated}/${path}`);
  const paths = [...wanted.keys()];
  return {
    stale: under(paths.filter((path) => there.has(path) && there.get(path) !== wanted.get(path))),
    missing: under(paths.filter((path) => !there.has(path))),
    extra: under([...there.keys()].filter((path) => !wanted.has(path))),
  };
}
