import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { GLIBC, TARGET } from './toolchain.ts';

/** Code that a command makes when it is published: the command, and a hash of everything that it makes it of. */
export interface CommandAsset {
  readonly command: readonly string[];
  readonly hash: string;
}

/** What a crate is made of, and what all crates are; the events' own is generated. */
const INPUTS = ['Cargo.toml', 'src/**/*.rs'];
const SHARED = ['Cargo.toml', 'Cargo.lock', 'generated/rust/Cargo.toml', 'generated/rust/src/**/*.rs'];

/** The crates that are handlers, by their folders such as `src/consumers/stock-counter`. */
export const crateFolders = (root: string): readonly string[] =>
  globSync('src/consumers/*/Cargo.toml', { cwd: root })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .toSorted();

/** The hash of everything that a crate's program for AWS is compiled from. */
export const crateHash = (root: string, crate: string): string => {
  const hash = createHash('sha256').update(`${TARGET} ${GLIBC}\0`);
  const files = [...INPUTS.map((pattern) => `${crate}/${pattern}`), ...SHARED].flatMap((pattern) =>
    globSync(pattern, { cwd: root }),
  );
  for (const file of files.toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

/** This package's own build command, which stands beside this module in the sources and in what is installed. */
const BUILD = join(import.meta.dirname, `build${extname(import.meta.filename)}`);

/**
 * A crate as an asset: what compiles it when it is published, so that a synthesis needs no compiler, and nothing but a
 * compiled program is ever uploaded. CDK runs it where `cdk` was called, which is the project's root, so the path is
 * relative to that and the same on each machine.
 */
export const crateAsset = (root: string, crate: string): CommandAsset => {
  const hash = crateHash(root, crate);
  const build = relative(root, BUILD).replaceAll('\\', '/');
  return { hash, command: ['node', build, '--asset', crate, '--made-of', hash] };
};
