import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { taskRootOf } from './code.ts';

/** A zip archive of one file, laid out by hand: local header, content, directory entry, end of directory. */
const zipOf = (name: string, content: string, method: 0 | 8): Buffer => {
  const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(Buffer.byteLength(name), 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(Buffer.byteLength(name), 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end]);
};

const folders: string[] = [];
const fileOf = (bytes: Buffer): string => {
  const folder = mkdtempSync(join(tmpdir(), 'code-'));
  folders.push(folder);
  writeFileSync(join(folder, 'asset.zip'), bytes);
  return join(folder, 'asset.zip');
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('code', () => {
  it.each([0, 8] as const)('is unpacked from a zip archive (method %d), once', (method) => {
    const asset = fileOf(zipOf('lib/index.mjs', `export const method = ${method};`, method));
    const root = taskRootOf(asset);
    expect(readFileSync(join(root, 'lib/index.mjs'), 'utf8')).toBe(`export const method = ${method};`);
    expect(taskRootOf(asset)).toBe(root);
  });

  it('that would leave its folder is refused', () => {
    expect(() => taskRootOf(fileOf(zipOf('../../out', 'x', 0)))).toThrow('leads out of the archive');
  });

  it('that is no zip archive is refused', () => {
    expect(() => taskRootOf(fileOf(Buffer.from('no zip at all, only text in a file')))).toThrow('not a zip file');
  });
});
