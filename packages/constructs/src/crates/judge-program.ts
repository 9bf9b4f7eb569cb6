import { readElf } from './elf.ts';
import { GLIBC } from './function-machine.ts';

const ARM64 = 183;

/** `2.34` and `2.4` as numbers that compare. */
const rank = (version: string): number => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1_000 + minor;
};

/** The latest glibc that is asked for; undefined for a program that asks for none, as a static one. */
export const newestGlibc = (versions: readonly string[]): string | undefined =>
  versions
    .flatMap((version) => /^GLIBC_(\d+\.\d+)/.exec(version)?.[1] ?? [])
    .toSorted((one, other) => rank(one) - rank(other))
    .at(-1);

/** Why the functions' machine could not start this program, with the mend; undefined for one that it can. */
export const faultOf = (program: Buffer): string | undefined => {
  const elf = readElf(program);
  if (elf === undefined) return 'it is no program for Linux on a 64-bit machine: see what the linker made of it.';
  if (elf.machine !== ARM64)
    return `it is for machine ${elf.machine} of the ELF table, and functions run on arm64 (${ARM64}): see which target cargo was told.`;
  const glibc = newestGlibc(elf.versions);
  if (glibc === undefined || rank(glibc) <= rank(GLIBC)) return undefined;
  return `it asks for glibc ${glibc}, and the functions' machine has ${GLIBC}: link it against that one (cargo install cargo-zigbuild does it by itself).`;
};
