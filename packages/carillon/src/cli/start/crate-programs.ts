import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const builtIn = (root: string): string => join(root, '.carillon', 'crates.local');

const hashOf = (root: string, crate: string): string => {
  const patterns = [
    `${crate}/Cargo.toml`,
    `${crate}/src/**/*.rs`,
    'Cargo.{toml,lock}',
    'generated/rust/Cargo.toml',
    'generated/rust/src/**/*.rs',
  ];
  const hash = createHash('sha256').update(process.arch);
  for (const file of patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
};

/** A program is kept under the hash of what it was made of: one that is there is fresh. */
export const programOf = (root: string, crate: string): string =>
  join(builtIn(root), `${nameOf(crate)}-${hashOf(root, crate)}`);

/** Below src/consumers, as an asset's command names them. */
export const allCrates = (root: string): readonly string[] =>
  globSync('src/consumers/*/Cargo.toml', { cwd: root }).map((file) => dirname(file).replaceAll('\\', '/'));

/** The program of a crate as it is now; until that is compiled, the one that was compiled last. */
export const newestOf = (root: string, crate: string): string | undefined => {
  const exact = programOf(root, crate);
  const built = builtIn(root);
  if (existsSync(exact)) return exact;
  const older = globSync(`${nameOf(crate)}-*`, { cwd: built }).map((file) => join(built, file));
  return older.toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
};

export const nameOf = (crate: string): string => crate.split('/').at(-1) ?? crate;

/** Consumers that are left out where nothing is compiled: with --once nobody waits for a compiler. */
export const leftOut = (root: string): readonly string[] =>
  allCrates(root)
    .filter((crate) => newestOf(root, crate) === undefined)
    .map(nameOf);
