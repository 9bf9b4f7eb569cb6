import { unzip } from '@carillon/local/services/lambda/code';
import { describe, expect, it } from 'vitest';
import { zipOfProgram } from './zip.ts';

const PROGRAM = Buffer.from('a program, a program, a program');

describe('the archive of a program', () => {
  const zip = zipOfProgram('bootstrap', PROGRAM);

  it('holds it', () => {
    expect(unzip(zip).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ['bootstrap', PROGRAM.toString()],
    ]);
  });

  it('says that it can be executed, which Lambda asks of it', () => {
    const entry = zip.indexOf('PK\x01\x02');
    expect(zip[entry + 5]).toBe(3);
    expect((zip.readUInt32LE(entry + 38) >>> 16) & 0o777).toBe(0o755);
  });

  it('is the same again', () => expect(zipOfProgram('bootstrap', PROGRAM)).toEqual(zip));
});
