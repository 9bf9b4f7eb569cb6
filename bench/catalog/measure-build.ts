import { fileURLToPath } from 'node:url';
import { type Run, run } from './child.ts';
import { type Spread, spreadOf } from './statistics.ts';

export const carillon: string = fileURLToPath(new URL('../../packages/carillon/bin/carillon.mjs', import.meta.url));

export interface BuildFigures {
  readonly cold: Spread;
  readonly coldMegabytes: number | undefined;
  readonly unchanged: Spread;
  readonly unchangedMegabytes: number | undefined;
}

const most = (runs: readonly Run[]): number | undefined => {
  const known = runs.flatMap(({ megabytes }) => megabytes ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
};

const build = async (root: string): Promise<Run> => {
  const done = await run([carillon, 'catalog', 'build', '--root', root]);
  if (done.code !== 0) throw new Error(`carillon catalog build ended with ${done.code}:\n${done.out}`);
  return done;
};

/** Whole builds from nothing, each in a new process and a new folder, as a clone is. Then builds with nothing to do. */
export const measureBuild = async (roots: readonly string[], unchangedRuns: number): Promise<BuildFigures> => {
  const cold: Run[] = [];
  for (const root of roots) cold.push(await build(root));
  const root = roots.at(-1) ?? '';
  // The files of a build are too young to be known by their times alone; the first run after it reads them once.
  await build(root);
  const unchanged: Run[] = [];
  for (let index = 0; index < unchangedRuns; index += 1) unchanged.push(await build(root));
  return {
    cold: spreadOf(cold.map(({ milliseconds }) => milliseconds)),
    coldMegabytes: most(cold),
    unchanged: spreadOf(unchanged.map(({ milliseconds }) => milliseconds)),
    unchangedMegabytes: most(unchanged),
  };
};
