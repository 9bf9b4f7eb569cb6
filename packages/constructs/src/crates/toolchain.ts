import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '@carillon/runtime/errors';

/** The functions' machine: arm64, and the libc of Amazon Linux 2023, which `provided.al2023` is made of. */
export const TARGET = 'aarch64-unknown-linux-gnu';

/** "Comparing AL2 and AL2023": glibc 2.34. A program that asks for a later one does not start. */
export const GLIBC = '2.34';

/** What this machine has; a test has others. */
export interface Machine {
  /** As in `linux arm64`. */
  readonly system: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Standard output of a command; undefined where it fails or is not there. */
  ask(command: string, ...args: readonly string[]): string | undefined;
  exists(path: string): boolean;
}

/** How cargo is called to compile for the functions' machine. */
export interface Toolchain {
  /** For people. */
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Compiler {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
}

const variable = (name: string): string => `CARGO_TARGET_${TARGET.toUpperCase().replaceAll('-', '_')}_${name}`;
const LINKER = variable('LINKER');
const GCC = 'aarch64-linux-gnu-gcc';

export const thisMachine: Machine = {
  system: `${process.platform} ${process.arch}`,
  variables: process.env,
  ask(command, ...args) {
    const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  },
  exists: existsSync,
};

/** Where `.ci/arm64` unpacks the standard library that belongs to Debian's compiler. */
const unpackedLibrary = (root: string): string => join(root, '.carillon/rust-std/usr/lib/rustlib', TARGET, 'lib');
const DEBIANS = '/usr/bin/rustc';

/** A compiler with the target's standard library: the one that cargo takes by itself, else Debian's. */
const findCompiler = (root: string, { ask, exists, variables }: Machine): Compiler | undefined => {
  const given = variables.RUSTC ?? 'rustc';
  for (const rustc of given === DEBIANS ? [given] : [given, DEBIANS]) {
    const version = ask(rustc, '--version');
    if (version === undefined) continue;
    const env: Compiler['env'] = rustc === 'rustc' ? {} : { RUSTC: rustc };
    const library = ask(rustc, '--print', 'target-libdir', '--target', TARGET);
    if (library !== undefined && exists(library)) return { name: version, env };
    const unpacked = unpackedLibrary(root);
    if (rustc === DEBIANS && exists(unpacked))
      return { name: `Debian's ${version}`, env: { ...env, [variable('RUSTFLAGS')]: `-L ${unpacked}` } };
  }
  return undefined;
};

const cargo = (target: string, command: string): Pick<Toolchain, 'args'> => ({
  args: [command, '--release', '--target', target],
});

/**
 * What links for the target, in the order of how surely the result starts there. Not cargo-lambda, which links as
 * cargo-zigbuild does: it has rustup install a target by itself, and a build changes nobody's toolchain.
 */
const findLinker = ({ system, variables, ask }: Machine): Toolchain | undefined => {
  const zig = ask('cargo-zigbuild', '--version');
  if (zig !== undefined) return { name: zig, env: {}, ...cargo(`${TARGET}.${GLIBC}`, 'zigbuild') };
  if (system === 'linux arm64') return { name: "this machine's own linker", env: {}, ...cargo(TARGET, 'build') };
  const named = variables[LINKER];
  if (named !== undefined) return { name: `${named}, as ${LINKER} says`, env: {}, ...cargo(TARGET, 'build') };
  if (ask(GCC, '--version') === undefined) return undefined;
  const env = { [LINKER]: GCC, [`CC_${TARGET.replaceAll('-', '_')}`]: GCC };
  return { name: GCC, env, ...cargo(TARGET, 'build') };
};

/** What is missing on this machine, and each way to have it. */
export class NoToolchainError extends CodedError {
  constructor(message: string) {
    super('NO_TOOLCHAIN', message, false);
  }
}

const FIX = `  fix, one of:
    rustup target add ${TARGET} && cargo install cargo-zigbuild    (needs zig: pip install ziglang)
    rustup target add ${TARGET}, and a ${GCC} or one that ${LINKER} names
    .ci/arm64, on Debian 12, where no rustup is needed
  See docs/rust-consumer.md.`;

/** @throws NoToolchainError */
export const findToolchain = (root: string, machine: Machine = thisMachine): Toolchain => {
  const refuse = (reason: string): NoToolchainError => new NoToolchainError(`${reason}\n${FIX}`);
  if (machine.ask('cargo', '--version') === undefined) throw refuse('cargo is not installed (rustup.rs).');
  const compiler = findCompiler(root, machine);
  if (compiler === undefined) throw refuse(`No compiler here has the standard library of ${TARGET}.`);
  const linker = findLinker(machine);
  if (linker === undefined)
    throw refuse(`${compiler.name} is here, and no linker for ${TARGET}: neither cargo-zigbuild nor ${GCC}.`);
  return { ...linker, name: `${compiler.name}, ${linker.name}`, env: { ...compiler.env, ...linker.env } };
};
