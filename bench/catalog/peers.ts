import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Run, run } from './child.ts';

const bench = fileURLToPath(new URL('..', import.meta.url));
/** Beside what the project builds: 470 MB that are neither committed nor checked. */
const home = fileURLToPath(new URL('../../.carillon/bench', import.meta.url));

export interface PeerRow {
  readonly peer: string;
  /** What it does of what our build does. */
  readonly does: string;
  readonly run: Run | undefined;
  /** Why there is no figure. */
  readonly missing: string | undefined;
}

interface Peer {
  readonly peer: string;
  readonly does: string;
  readonly package: string;
  readonly argv: (root: string) => readonly string[];
}

const script = (name: string): string => join(home, name);

const peers: readonly Peer[] = [
  {
    peer: 'json-schema-to-typescript 16.0.0',
    does: 'types alone',
    package: 'json-schema-to-typescript',
    argv: (root) => [script('json-schema-to-typescript.mjs'), root],
  },
  {
    peer: 'Modelina 5.10.1',
    does: 'types alone, from each schema',
    package: '@asyncapi/modelina',
    argv: (root) => [script('modelina.mjs'), root],
  },
  {
    peer: 'AsyncAPI CLI 6.2.0 validate',
    does: 'checks of the document alone',
    package: '@asyncapi/cli',
    argv: (root) => [join(home, 'node_modules/@asyncapi/cli/bin/run_bin'), 'validate', join(root, 'asyncapi.yaml')],
  },
];

/** Installs the peers by the bench's own lockfile, once; says why not where that fails. */
export const installPeers = (): string | undefined => {
  mkdirSync(home, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(bench, name), join(home, name));
  cpSync(join(bench, 'catalog/peers'), home, { recursive: true });
  if (existsSync(join(home, 'node_modules'))) return undefined;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', cwd: home });
  return status === 0 ? undefined : `npm ci of bench/package.json failed: ${stderr?.trim().split('\n').at(-1) ?? ''}`;
};

/** Every peer once over the catalog of a folder, each in a process of its own; a peer that cannot run has a row that says so. */
export const runPeers = async (root: string, notInstalled: string | undefined): Promise<readonly PeerRow[]> => {
  const rows: PeerRow[] = [];
  for (const { peer, does, package: name, argv } of peers) {
    const there = existsSync(join(home, 'node_modules', name));
    const done = there ? await run(argv(root), root) : undefined;
    const failed =
      done !== undefined && done.code !== 0 ? `it ended with ${done.code}: ${lastLine(done.out)}` : undefined;
    const missing = done === undefined ? (notInstalled ?? `${name} is not installed`) : failed;
    rows.push({ peer, does, run: missing === undefined ? done : undefined, missing });
  }
  return rows;
};

const lastLine = (out: string): string => out.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
