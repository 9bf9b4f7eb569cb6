import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Executables, FunctionCode } from '@carillon/local/kernel/kernel';
import { allCrates, nameOf, newestOf, programOf } from './crate-programs.ts';
import type { Terminal } from './terminal.ts';

/** Where cargo writes. */
const targetIn = (root: string): string => join(root, '.carillon', 'cargo');

/** Crates whose program is a consumer here, by the folder that their asset's command names. */
export interface Crates extends Executables {
  /** Compiles what is not compiled for this machine as it is now, one after the other, and prints the outcome. */
  build(): Promise<void>;
  close(): void;
}

/** The command compiles for AWS's machine; what it names is compiled for this one. */
const crateOf = ({ madeBy }: FunctionCode): string | undefined =>
  madeBy?.find((word) => /^src\/consumers\/[^/]+$/.test(word));

type Cargo = ReturnType<typeof spawn>;

interface Compiled {
  readonly ok: boolean;
  /** What cargo said; of interest when it failed. */
  readonly said: string;
}

const compile = (root: string, crate: string, started: (cargo: Cargo) => void): Promise<Compiled> =>
  new Promise((resolve) => {
    const args = ['build', '--release', '--quiet', '--locked', '--manifest-path', join(root, crate, 'Cargo.toml')];
    const cargo = spawn('cargo', args, {
      env: { ...process.env, CARGO_TARGET_DIR: targetIn(root) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    cargo.stderr.on('data', (part: Buffer) => {
      said += part.toString();
    });
    cargo.once('error', (error) => resolve({ ok: false, said: error.message }));
    cargo.once('exit', (code) => resolve({ ok: code === 0, said: said.trim().slice(0, 2_000) }));
    started(cargo);
  });

/** Another start may look for it right now: it finds a whole program or none. */
const keep = (root: string, program: string): void => {
  mkdirSync(dirname(program), { recursive: true });
  copyFileSync(join(targetIn(root), 'release', 'bootstrap'), `${program}.new`);
  renameSync(`${program}.new`, program);
};

export const crates = (root: string, terminal: Terminal): Crates => {
  const listeners: (() => void)[] = [];
  const programs = new Map(allCrates(root).map((crate) => [crate, newestOf(root, crate)]));
  const printed = new Set<string>();
  let cargo: Cargo | undefined;
  let closed = false;
  let building: Promise<void> = Promise.resolve();

  const say = (text: string): void => {
    // Each change of the project asks again; what has not changed is not printed again.
    if (!printed.has(text)) terminal.print(`  rust      ${text}`);
    printed.add(text);
  };
  const buildOne = async (crate: string): Promise<void> => {
    const name = nameOf(crate);
    // Named before it is compiled: sources that change meanwhile make another program.
    const program = programOf(root, crate);
    if (existsSync(program)) return say(`${name} is running.`);
    const meanwhile = programs.get(crate) === undefined ? 'Its events wait in its queue.' : 'The one before goes on.';
    if (!hasCargo()) return say(`${name} is left out: cargo is not installed (rustup.rs). ${meanwhile}`);
    terminal.print(`  rust      ${name} is being compiled by cargo, once. ${meanwhile}`);
    const begun = performance.now();
    const { ok, said } = await compile(root, crate, (started) => {
      cargo = started;
    });
    if (closed) return;
    if (!ok) return terminal.print(`  ✗ ${crate} cannot be compiled. ${meanwhile}\n${said}`);
    keep(root, program);
    programs.set(crate, program);
    for (const listener of listeners) listener();
    terminal.print(
      `  rust      ${name} is compiled and running (${((performance.now() - begun) / 1_000).toFixed(0)} s).`,
    );
  };
  const buildAll = async (): Promise<void> => {
    for (const crate of allCrates(root)) if (!closed) await buildOne(crate);
  };
  return {
    find(code) {
      const crate = crateOf(code);
      if (crate !== undefined) return programs.get(crate);
      const own = join(code.taskRoot, 'bootstrap');
      return existsSync(own) ? own : undefined;
    },
    onChange: (listener) => void listeners.push(listener),
    build() {
      // One that failed has said so, and keeps none that comes after it from being built.
      building = building.catch(() => undefined).then(buildAll);
      return building;
    },
    close() {
      closed = true;
      cargo?.kill();
    },
  };
};

const hasCargo = (): boolean => spawnSync('cargo', ['--version'], { stdio: 'ignore' }).status === 0;
