import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandAsset } from '../handler-source.ts';
import { GLIBC, TARGET } from './function-machine.ts';

/** What a crate is made of, and what all crates are; the events' own is generated. */
const INPUTS = ['Cargo.toml', 'src/**/*.rs'];
const COMMON = ['Cargo.toml', 'Cargo.lock', 'generated/rust/Cargo.toml', 'generated/rust/src/**/*.rs'];

/** The crates that are handlers, by their folders such as `src/consumers/population-counter`. */
export const crateFolders = (root: string): readonly string[] =>
  globSync('src/consumers/*/Cargo.toml', { cwd: root })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .toSorted();

/** The hash of all that a crate's program for AWS is compiled from. */
export const crateHash = (root: string, crate: string): string => {
  const hash = createHash('sha256').update(`${TARGET} ${GLIBC}\0`);
  const files = [...INPUTS.map((pattern) => `${crate}/${pattern}`), ...COMMON].flatMap((pattern) =>
    globSync(pattern, { cwd: root }),
  );
  for (const file of files.toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

/**
 * A crate as an asset: what compiles it when it is published, so that a synthesis needs no compiler, and nothing but a
 * compiled program is ever uploaded. CDK runs it where `cdk` was called, so it is relative to the project and the same
 * on each machine.
 */
export const crateAsset = (root: string, crate: string): CommandAsset => {
  const hash = crateHash(root, crate);
  return { hash, command: ['node', 'packages/constructs/src/crates/build.ts', '--asset', crate, '--made-of', hash] };
};
