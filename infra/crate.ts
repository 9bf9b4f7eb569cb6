import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandlerAsset } from './handler-source.ts';

/** What a crate is made of, and what all crates are; the events' own is generated. */
const INPUTS = ['Cargo.toml', 'src/**/*.rs'];
const COMMON = ['Cargo.toml', 'Cargo.lock', 'generated/rust/Cargo.toml', 'generated/rust/src/**/*.rs'];

/** Where `npm run build:rust` leaves a crate that is compiled for AWS, and the hash of what it was made of. */
export const compiledFolder = (root: string, name: string): string =>
  join(root, '.carillon', 'crates', name.replaceAll('/', '.'));

/** The hash of all that a crate below `src` is compiled from. */
export const crateHash = (root: string, name: string): string => {
  const hash = createHash('sha256');
  const files = [...INPUTS.map((pattern) => `src/${name}/${pattern}`), ...COMMON].flatMap((pattern) =>
    globSync(pattern, { cwd: root }),
  );
  for (const file of files.toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
};

export const STAMP = 'made-of';

/** In the place of a program that is not compiled: the function fails as soon as it starts, and its log says why. */
const stub = (name: string): string => `#!/bin/sh
echo '{"level":"ERROR","message":"src/${name} was not compiled for this deployment: npm run build:rust, then deploy again"}' >&2
exit 1
`;

const isCompiled = (folder: string, hash: string): boolean =>
  existsSync(join(folder, 'bootstrap')) &&
  existsSync(join(folder, STAMP)) &&
  readFileSync(join(folder, STAMP), 'utf8') === hash;

/**
 * The asset of a crate: `bootstrap`, and `crate`, which tells a cloud on another machine what to compile for itself. A
 * synthesis needs no compiler.
 */
export const crateAsset = (
  root: string,
  name: string,
): { readonly asset: HandlerAsset; readonly compiled: boolean } => {
  const hash = crateHash(root, name);
  const made = compiledFolder(root, name);
  const compiled = isCompiled(made, hash);
  const path = join(root, '.carillon', 'bundle', name.replaceAll('/', '.'));
  mkdirSync(path, { recursive: true });
  const bootstrap = join(path, 'bootstrap');
  if (compiled) copyFileSync(join(made, 'bootstrap'), bootstrap);
  else writeFileSync(bootstrap, stub(name));
  chmodSync(bootstrap, 0o755);
  writeFileSync(join(path, 'crate'), `src/${name}\n`);
  return { asset: { path, hash: createHash('sha256').update(`${hash} ${compiled}`).digest('hex') }, compiled };
};
