import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BuildFigures, measureBuild } from './measure-build.ts';
import { measureWatch, type WatchFigures } from './measure-watch.ts';
import { installPeers, type PeerRow, runPeers } from './peers.ts';
import { judged, printed } from './report.ts';
import { syntheticCatalog, writeCatalog } from './synthetic-catalog.ts';

const help = `Measures the catalog compiler on made-up catalogs, and other tools beside it.

  --sizes <n,…>       how many events; default 10,100,1000
  --no-peers          without Modelina, AsyncAPI CLI and json-schema-to-typescript
  --in <dir>          where the catalogs are made; default memory (/dev/shm) where it has room, else the temporary folder
  --tolerance <x>     limits are multiplied by this, for a machine that is shared; default 1
  --json              print one JSON object
  --help              this text

Exit codes: 0 within the limits, 1 a figure is over its limit, 64 wrong arguments.
`;

export interface Figures extends BuildFigures, WatchFigures {
  readonly events: number;
  readonly peers: readonly PeerRow[];
}

type Peers = (root: string) => Promise<readonly PeerRow[]>;

const measure = async (folder: string, events: number, peers: Peers): Promise<Figures> => {
  const roots = Array.from({ length: events > 500 ? 5 : 3 }, (_, index) => join(folder, `${events}-${index}`));
  const root = roots.at(-1) ?? folder;
  const catalog = syntheticCatalog(events);
  for (const each of roots) writeCatalog(each, catalog);
  const build = await measureBuild(roots, 7);
  const watch = await measureWatch(root, { warm: 10, counted: 30 });
  return { events, ...build, ...watch, peers: await peers(root) };
};

const MEMORY = '/dev/shm';
const ROOM = 2_000_000_000;

/**
 * Memory, where there is such a place with room: ext4 does not use the inode of a deleted file again for up to five
 * minutes and looks at each of them anew for every file that is made (`recently_deleted` in fs/ext4/ialloc.c), so that who
 * measures twice on a disk measures what the first time deleted.
 */
const steadyPlace = (): string => {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM ? MEMORY : tmpdir();
};

const measureAll = async (place: string, sizes: readonly number[], peers: Peers): Promise<readonly Figures[]> => {
  const folder = mkdtempSync(join(place, 'carillon-bench-'));
  try {
    const figures: Figures[] = [];
    for (const size of sizes) figures.push(await measure(folder, size, peers));
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      sizes: { type: 'string', default: '10,100,1000' },
      peers: { type: 'boolean', default: true },
      in: { type: 'string' },
      tolerance: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const sizes = values.sizes.split(',').map(Number);
  const tolerance = Number(values.tolerance);
  if (!(tolerance > 0) || sizes.some((size) => !Number.isInteger(size) || size < 1 || size > 1000)) {
    console.error(`--sizes takes numbers from 1 to 1000, --tolerance one above 0.\n\n${help}`);
    return 64;
  }
  const place = values.in ?? steadyPlace();
  if (!existsSync(place)) {
    console.error(`--in ${place}: there is no such folder.\n\n${help}`);
    return 64;
  }
  const notInstalled = values.peers ? installPeers() : undefined;
  const figures = await measureAll(place, sizes, async (root) => (values.peers ? runPeers(root, notInstalled) : []));
  const verdicts = figures.flatMap((each) => judged(each, tolerance));
  const machine = { cores: availableParallelism(), load: loadavg()[0] ?? 0, node: process.version, place };
  console.log(values.json ? JSON.stringify({ machine, figures, verdicts }) : printed({ machine, figures, verdicts }));
  return verdicts.every(({ holds }) => holds) ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error;
  console.error(`${error.message}\n\n${help}`);
  process.exitCode = 64;
}
