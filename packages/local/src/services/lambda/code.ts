import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { scratchFolder } from './scratch-folder.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** One file of a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const endOfDirectory = (zip: Buffer): number => {
  for (let at = zip.length - 22; at >= 0; at -= 1) if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Error('not a zip file');
};

const contentOf = (zip: Buffer, at: number): Uint8Array => {
  const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + size);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed);
  throw new Error(`zip compression method ${method}`);
};

/** The files in a zip archive, by its central directory (PKWARE APPNOTE 4.3.12; no encryption, no ZIP64). */
export const unzip = (zip: Buffer): readonly ZipEntry[] => {
  const end = endOfDirectory(zip);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('broken zip directory');
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (!name.endsWith('/')) entries.push({ name, bytes: contentOf(zip, at) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
};

const unpacked = new Map<string, string>();

const unpack = (file: string): string => {
  const zip = readFileSync(file);
  const digest = createHash('sha256').update(zip).digest('hex');
  const known = unpacked.get(digest);
  if (known !== undefined) return known;
  const folder = join(scratchFolder(), digest);
  for (const { name, bytes } of unzip(zip)) {
    const path = normalize(join(folder, name));
    if (!path.startsWith(folder + sep)) throw new Error(`${name} leads out of the archive`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  unpacked.set(digest, folder);
  return folder;
};

/** For code that is not here: nothing lies in it, and a process has to be somewhere. */
export const emptyTaskRoot = (): string => {
  const folder = join(scratchFolder(), 'empty');
  mkdirSync(folder, { recursive: true });
  return folder;
};

/** The folder with a function's code: the asset itself, or what its zip archive holds. */
export const taskRootOf = (asset: string): string => (statSync(asset).isDirectory() ? asset : unpack(asset));
