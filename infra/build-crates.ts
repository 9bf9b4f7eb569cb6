import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compiledFolder, crateHash, STAMP } from './crate.ts';

const ROOT = join(import.meta.dirname, '..');

/** The functions' machine: arm64 with the libc of Amazon Linux 2023. */
const TARGET = 'aarch64-unknown-linux-gnu';

const has = (tool: string): boolean => spawnSync('cargo', [tool, '--version'], { stdio: 'ignore' }).status === 0;

/** cargo-lambda and cargo-zigbuild bring a linker for the target; cargo alone needs one that its configuration names. */
const command = (): readonly string[] => {
  if (has('zigbuild')) return ['zigbuild', '--release', '--target', `${TARGET}.2.34`];
  return ['build', '--release', '--target', TARGET];
};

/** Compiles every crate below src for AWS; the next synthesis takes what is fresh. */
const build = (name: string): number => {
  const args = [...command(), '--manifest-path', join(ROOT, 'src', name, 'Cargo.toml')];
  const target = join(ROOT, '.carillon', 'cargo');
  console.log(`cargo ${args.join(' ')}`);
  const env = { ...process.env, CARGO_TARGET_DIR: target };
  const { status, error } = spawnSync('cargo', args, { stdio: 'inherit', env });
  if (status !== 0) {
    const reason = error === undefined ? `cargo ended with ${status}` : error.message;
    console.error(
      `src/${name} is not compiled: ${reason}\n  mend: rustup target add ${TARGET} and cargo install cargo-zigbuild, or name a linker for ${TARGET} (docs/rust-consumer.md).`,
    );
    return 1;
  }
  const folder = compiledFolder(ROOT, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(target, TARGET, 'release', 'bootstrap'), join(folder, 'bootstrap'));
  writeFileSync(join(folder, STAMP), crateHash(ROOT, name));
  console.log(`${folder}/bootstrap`);
  return 0;
};

const names = globSync('consumers/*/Cargo.toml', { cwd: join(ROOT, 'src') }).map(dirname);
process.exitCode = names.some((name) => build(name) !== 0) ? 1 : 0;
