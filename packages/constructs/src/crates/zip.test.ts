import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { zipOfProgram } from './zip.ts';

const PROGRAM = Buffer.from('a program, a program, a program');

describe('the archive of a program', () => {
  const zip = zipOfProgram('bootstrap', PROGRAM);

  it('holds it', () => {
    const start = 30 + zip.readUInt16LE(26);
    expect(zip.toString('utf8', 30, start)).toBe('bootstrap');
    expect(inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(18)))).toEqual(PROGRAM);
  });

  it('says that it can be executed, which Lambda asks of it', () => {
    const entry = zip.indexOf('PK\x01\x02');
    expect(zip[entry + 5]).toBe(3);
    expect((zip.readUInt32LE(entry + 38) >>> 16) & 0o777).toBe(0o755);
  });

  it('is the same again', () => expect(zipOfProgram('bootstrap', PROGRAM)).toEqual(zip));
});
