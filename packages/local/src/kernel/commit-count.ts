import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * How many commits were acknowledged, kept beside the data file. SQLite recovers a damaged write-ahead log up to its first
 * bad frame, and a missing one as empty, without a word; this number says that there was more. It is written after each
 * commit and not synced: it may lag behind the file, never run ahead of it.
 */
export interface CommitCount {
  write(commits: number): void;
  close(): void;
}

const BYTES = 12;

export const commitCountFile = (file: string): string => `${file}-commits`;

const checkOf = (bytes: Buffer): number => crc32(bytes.subarray(0, 8));

/** What was acknowledged; undefined where nothing was noted. `'unreadable'` when the note itself is damaged. */
export const readCommitCount = (file: string): number | 'unreadable' | undefined => {
  const name = commitCountFile(file);
  if (!existsSync(name)) return undefined;
  const bytes = readFileSync(name);
  if (bytes.length === 0) return undefined;
  if (bytes.length !== BYTES || bytes.readUInt32BE(8) !== checkOf(bytes)) return 'unreadable';
  return Number(bytes.readBigUInt64BE(0));
};

/** `commits` is what the file holds: noting it now takes the space that later notes need. */
export const openCommitCount = (file: string, commits: number): CommitCount => {
  const name = commitCountFile(file);
  const descriptor = openSync(name, existsSync(name) ? 'r+' : 'w+', 0o600);
  const write = (count: number): void => {
    const bytes = Buffer.alloc(BYTES);
    bytes.writeBigUInt64BE(BigInt(count), 0);
    bytes.writeUInt32BE(checkOf(bytes), 8);
    writeSync(descriptor, bytes, 0, BYTES, 0);
  };
  write(commits);
  return { write, close: () => closeSync(descriptor) };
};
