import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Executables } from '../../local/kernel/kernel.ts';
import { ROOT } from './synthesize.ts';
import type { Teller } from './tell.ts';

const TARGET = join(ROOT, '.carillon', 'cargo');
const BUILT = join(ROOT, '.carillon', 'crates.local');

/** Crates whose program is a consumer here, by the folder that an asset names, such as `src/consumers/population-counter`. */
export interface Crates extends Executables {
  /** Compiles what is not compiled for this machine as it is now, one after the other, and tells. */
  build(): Promise<void>;
  close(): void;
}

const hashOf = (crate: string): string => {
  const patterns = [
    `${crate}/Cargo.toml`,
    `${crate}/src/**/*.rs`,
    'Cargo.{toml,lock}',
    'generated/rust/Cargo.toml',
    'generated/rust/src/**/*.rs',
  ];
  const hash = createHash('sha256').update(process.arch);
  for (const file of patterns.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
};

/** A program is kept under the hash of what it was made of: one that is there is fresh. */
const programOf = (crate: string): string => join(BUILT, `${crate.split('/').at(-1)}-${hashOf(crate)}`);

const crateOf = (taskRoot: string): string | undefined => {
  const file = join(taskRoot, 'crate');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
};

const hasCargo = (): boolean => spawnSync('cargo', ['--version'], { stdio: 'ignore' }).status === 0;

/** Below src/consumers, as an asset names them. */
const allCrates = (): readonly string[] =>
  globSync('src/consumers/*/Cargo.toml', { cwd: ROOT }).map((file) => dirname(file).replaceAll('\\', '/'));

/** The program of a crate as it is now; until that is compiled, the one that was compiled last. */
const newestOf = (crate: string): string | undefined => {
  const exact = programOf(crate);
  if (existsSync(exact)) return exact;
  const older = globSync(`${crate.split('/').at(-1)}-*`, { cwd: BUILT }).map((file) => join(BUILT, file));
  return older.toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
};

export const crates = (tell: Teller): Crates => {
  const listeners: (() => void)[] = [];
  let child: ReturnType<typeof spawn> | undefined;
  let closed = false;
  let building: Promise<void> = Promise.resolve();
  const programs = new Map(allCrates().map((crate) => [crate, newestOf(crate)]));

  const compile = (crate: string): Promise<boolean> =>
    new Promise((resolve) => {
      const args = ['build', '--release', '--quiet', '--locked', '--manifest-path', join(ROOT, crate, 'Cargo.toml')];
      let said = '';
      child = spawn('cargo', args, {
        env: { ...process.env, CARGO_TARGET_DIR: TARGET },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.stderr?.on('data', (part: Buffer) => {
        said += part.toString();
      });
      child.once('error', () => resolve(false));
      child.once('exit', (code) => {
        if (code !== 0 && !closed)
          tell.plain(`  ✗ ${crate} cannot be compiled and is left out:\n${said.trim().slice(0, 2_000)}`);
        resolve(code === 0);
      });
    });
  const install = (crate: string): void => {
    const program = programOf(crate);
    mkdirSync(dirname(program), { recursive: true });
    copyFileSync(join(TARGET, 'release', 'bootstrap'), `${program}.new`);
    renameSync(`${program}.new`, program);
    programs.set(crate, program);
    for (const listener of listeners) listener();
  };
  const buildOne = async (crate: string): Promise<void> => {
    const name = crate.split('/').at(-1) ?? crate;
    if (!hasCargo()) {
      tell.plain(`  rust      ${name} is left out: cargo is not installed (rustup.rs). Its events wait in its queue.`);
      return;
    }
    tell.plain(`  rust      ${name} is being compiled by cargo, once; its events wait in its queue.`);
    const begun = performance.now();
    if (!(await compile(crate)) || closed) return;
    install(crate);
    tell.plain(`  rust      ${name} is compiled and listens (${((performance.now() - begun) / 1_000).toFixed(0)} s).`);
  };
  const buildMissing = async (): Promise<void> => {
    for (const crate of allCrates()) {
      if (closed) return;
      if (existsSync(programOf(crate))) tell.plain(`  rust      ${crate.split('/').at(-1)} listens.`);
      else await buildOne(crate);
    }
  };
  return {
    find(taskRoot) {
      const crate = crateOf(taskRoot);
      // A program that is compiled for another machine cannot be started here: of a crate only its own is looked for.
      if (crate !== undefined) return programs.get(crate);
      const own = join(taskRoot, 'bootstrap');
      return existsSync(own) ? own : undefined;
    },
    onChange: (listener) => void listeners.push(listener),
    build() {
      building = building.then(buildMissing);
      return building;
    },
    close() {
      closed = true;
      child?.kill();
    },
  };
};

/** What is said where nothing is compiled: with --once nobody waits for a compiler. */
export const leftOut = (): readonly string[] =>
  allCrates()
    .filter((crate) => newestOf(crate) === undefined)
    .map((crate) => crate.split('/').at(-1) ?? crate);
