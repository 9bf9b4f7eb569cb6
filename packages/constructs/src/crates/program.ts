import { GLIBC } from './toolchain.ts';

/** What a program's file says about it: "System V Application Binary Interface", chapters 4 and 5. */
export interface Elf {
  /** e_machine: 62 is x86-64, 183 is arm64. */
  readonly machine: number;
  /** The symbol versions that it needs of the system's libraries, such as GLIBC_2.34 ("LSB Core", Symbol Versioning). */
  readonly versions: readonly string[];
}

const MAGIC = 0x7f454c46;
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
/** SHT_GNU_verneed */
const VERSIONS_NEEDED = 0x6ffffffe;

interface Section {
  readonly type: number;
  readonly offset: number;
  /** Of needed versions: the section with their names, and how many libraries they are of. */
  readonly link: number;
  readonly info: number;
}

const sectionsOf = (elf: Buffer): readonly Section[] => {
  const [start, size, count] = [Number(elf.readBigUInt64LE(40)), elf.readUInt16LE(58), elf.readUInt16LE(60)];
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    return {
      type: elf.readUInt32LE(at + 4),
      offset: Number(elf.readBigUInt64LE(at + 24)),
      link: elf.readUInt32LE(at + 40),
      info: elf.readUInt32LE(at + 44),
    };
  });
};

/**
 *     library (Elf64_Verneed) --vn_next--> library ...
 *        `-vn_aux-> version (Elf64_Vernaux) --vna_next--> version ...
 */
const versionsIn = (elf: Buffer, { offset, info }: Section, names: number): readonly string[] => {
  const found: string[] = [];
  for (let library = offset, left = info; left > 0; left -= 1) {
    let version = library + elf.readUInt32LE(library + 8);
    for (let more = elf.readUInt16LE(library + 2); more > 0; more -= 1) {
      const name = names + elf.readUInt32LE(version + 8);
      found.push(elf.toString('latin1', name, elf.indexOf(0, name)));
      version += elf.readUInt32LE(version + 12);
    }
    library += elf.readUInt32LE(library + 12);
  }
  return found;
};

/** Undefined for what is no program of a 64-bit little-endian machine. */
export const readElf = (bytes: Buffer): Elf | undefined => {
  if (bytes.length < 64 || bytes.readUInt32BE(0) !== MAGIC) return undefined;
  if (bytes[4] !== CLASS_64 || bytes[5] !== LITTLE_ENDIAN) return undefined;
  const sections = sectionsOf(bytes);
  const versions = sections
    .filter(({ type }) => type === VERSIONS_NEEDED)
    .flatMap((section) => versionsIn(bytes, section, sections[section.link]?.offset ?? 0));
  return { machine: bytes.readUInt16LE(18), versions };
};

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

/** Why the functions' machine could not start this program, with the fix; undefined for one that it can. */
export const faultOf = (program: Buffer): string | undefined => {
  const elf = readElf(program);
  if (elf === undefined) return 'it is no program for Linux on a 64-bit machine: see what the linker made of it.';
  if (elf.machine !== ARM64)
    return `it is for machine ${elf.machine} of the ELF table, and functions run on arm64 (${ARM64}): see which target cargo was told.`;
  const glibc = newestGlibc(elf.versions);
  if (glibc === undefined || rank(glibc) <= rank(GLIBC)) return undefined;
  return `it asks for glibc ${glibc}, and the functions' machine has ${GLIBC}: link it against that one (cargo install cargo-zigbuild does it by itself).`;
};
