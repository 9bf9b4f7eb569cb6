import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { CodedError } from '@carillon/runtime/errors';
import { crateHash } from './crate.ts';
import { faultOf } from './program.ts';
import { findToolchain, TARGET, type Toolchain } from './toolchain.ts';
import { zipOfProgram } from './zip.ts';

/** There is no program of this crate that the functions' machine could start; the message says why, and the fix. */
export class NotCompiledError extends CodedError {
  constructor(message: string) {
    super('NOT_COMPILED', message, false);
  }
}

/** A program is kept under the hash of what it was made of: one that is there is fresh. */
const folderOf = (root: string, crate: string): string =>
  join(root, '.carillon', 'crates', `${basename(crate)}-${crateHash(root, crate).slice(0, 16)}`);

/** Standard output is the caller's, who may be waited for with a path: cargo's goes where its errors go. */
const STDIO: ('ignore' | 2)[] = ['ignore', 2, 2];

const runCargo = (root: string, crate: string, { args, env }: Toolchain): Buffer => {
  const target = join(root, '.carillon', 'cargo');
  const cargo = spawnSync('cargo', [...args, '--quiet', '--locked', '--manifest-path', join(crate, 'Cargo.toml')], {
    cwd: root,
    env: { ...process.env, ...env, CARGO_TARGET_DIR: target },
    stdio: STDIO,
  });
  if (cargo.status === 0) return readFileSync(join(target, TARGET, 'release', 'bootstrap'));
  const reason = cargo.error?.message ?? `cargo ${args.join(' ')} ended with ${cargo.status ?? cargo.signal}`;
  throw new NotCompiledError(`${crate} is not compiled: ${reason}; what it says is above.`);
};

/** Another one may publish this very moment: it finds a whole file or none. */
const keep = (file: string, bytes: Uint8Array): void => {
  writeFileSync(`${file}.${process.pid}`, bytes, { mode: 0o755 });
  renameSync(`${file}.${process.pid}`, file);
};

/**
 * Compiles a crate for the functions' machine, unless that was done of the same sources, and looks at what came out.
 * Returns the zip file, which holds `bootstrap`. @throws NotCompiledError, NoToolchainError
 */
export const compileForAws = (root: string, crate: string, report: (text: string) => void): string => {
  const folder = folderOf(root, crate);
  const zip = join(folder, 'bootstrap.zip');
  if (existsSync(zip)) {
    report(`${crate} is compiled already.`);
    return zip;
  }
  const toolchain = findToolchain(root);
  report(`${crate} is being compiled: ${toolchain.name}.`);
  const program = runCargo(root, crate, toolchain);
  const fault = faultOf(program);
  if (fault !== undefined) throw new NotCompiledError(`${crate} is compiled and cannot be deployed: ${fault}`);
  if (folderOf(root, crate) !== folder)
    throw new NotCompiledError(`${crate} has changed while it was compiled: once more, please.`);
  mkdirSync(folder, { recursive: true });
  keep(join(folder, 'bootstrap'), program);
  keep(zip, zipOfProgram('bootstrap', program));
  report(`${relative(root, zip)} holds bootstrap, ${program.length} bytes.`);
  return zip;
};
