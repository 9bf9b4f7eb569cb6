import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './synthesize.ts';

const BUILT = join(ROOT, '.carillon', 'crates.local');

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
export const programOf = (crate: string): string => join(BUILT, `${nameOf(crate)}-${hashOf(crate)}`);

/** Below src/consumers, as an asset's command names them. */
export const allCrates = (): readonly string[] =>
  globSync('src/consumers/*/Cargo.toml', { cwd: ROOT }).map((file) => dirname(file).replaceAll('\\', '/'));

/** The program of a crate as it is now; until that is compiled, the one that was compiled last. */
export const newestOf = (crate: string): string | undefined => {
  const exact = programOf(crate);
  if (existsSync(exact)) return exact;
  const older = globSync(`${nameOf(crate)}-*`, { cwd: BUILT }).map((file) => join(BUILT, file));
  return older.toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)[0];
};

export const nameOf = (crate: string): string => crate.split('/').at(-1) ?? crate;

/** What is said where nothing is compiled: with --once nobody waits for a compiler. */
export const leftOut = (): readonly string[] =>
  allCrates()
    .filter((crate) => newestOf(crate) === undefined)
    .map(nameOf);
