import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultOf, newestGlibc, readElf } from './program.ts';

const NAMES = 64;
const NEEDED = 160;
const SECTIONS = 192;

/** A program that needs one version of one library: header, names, one Verneed with one Vernaux, two sections. */
const elfOf = (machine: number, version: string): Buffer => {
  const elf = Buffer.alloc(SECTIONS + 2 * 64);
  elf.writeUInt32BE(0x7f454c46, 0);
  elf.set([2, 1], 4);
  elf.writeUInt16LE(machine, 18);
  elf.writeBigUInt64LE(BigInt(SECTIONS), 40);
  elf.writeUInt16LE(64, 58);
  elf.writeUInt16LE(2, 60);
  elf.write(`\0${version}\0`, NAMES, 'latin1');
  elf.writeUInt16LE(1, NEEDED + 2);
  elf.writeUInt32LE(16, NEEDED + 8);
  elf.writeUInt32LE(1, NEEDED + 16 + 8);
  elf.writeUInt32LE(3, SECTIONS + 4);
  elf.writeBigUInt64LE(BigInt(NAMES), SECTIONS + 24);
  elf.writeUInt32LE(0x6ffffffe, SECTIONS + 64 + 4);
  elf.writeBigUInt64LE(BigInt(NEEDED), SECTIONS + 64 + 24);
  elf.writeUInt32LE(0, SECTIONS + 64 + 40);
  elf.writeUInt32LE(1, SECTIONS + 64 + 44);
  return elf;
};

describe('a program for the functions', () => {
  it.each([
    [183, 'GLIBC_2.34'],
    [183, 'GLIBC_2.4'],
    [183, 'GCC_4.2.0'],
  ])('may be for machine %d and need %s', (machine, version) => {
    expect(faultOf(elfOf(machine, version))).toBeUndefined();
  });

  it.each([
    [elfOf(62, 'GLIBC_2.34'), /machine 62 .* arm64/],
    [elfOf(183, 'GLIBC_2.35'), /glibc 2\.35, and the functions' machine has 2\.34: .*cargo-zigbuild/],
    [elfOf(183, 'GLIBC_3.0'), /glibc 3\.0/],
    [Buffer.from('#!/bin/sh\nexit 1\n'), /no program/],
    [Buffer.alloc(0), /no program/],
  ])('is refused with the reason (%#)', (program, reason) => {
    expect(faultOf(program)).toMatch(reason);
  });

  it('is judged by the latest version that it asks for, by numbers and not by letters', () => {
    expect(newestGlibc(['GLIBC_2.9', 'GLIBC_2.17', 'GLIBC_2.2.5', 'GCC_12.0'])).toBe('2.17');
    expect(newestGlibc([])).toBeUndefined();
  });
});

describe.skipIf(process.platform !== 'linux')('a program that was really linked', () => {
  it('says its machine and what it needs', () => {
    const elf = readElf(readFileSync(process.execPath));
    expect(elf?.machine).toBe(process.arch === 'arm64' ? 183 : 62);
    expect(newestGlibc(elf?.versions ?? [])).toMatch(/^2\.\d+$/);
  });
});
