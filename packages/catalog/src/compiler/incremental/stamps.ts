import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A name for what the texts say: 144 bits of their SHA-256. */
export const digest = (...texts: readonly string[]): string =>
  hash('sha256', texts.length === 1 ? (texts[0] ?? '') : texts.join('\n'), 'base64url').slice(0, 24);

/** What a file said, and how it lay there: digest, size, times of change in milliseconds, inode. */
export type Stamp = readonly [digest: string, size: number, modified: number, changed: number, inode: number];

/** A clock of file times ticks every 10 ms at the slowest; a file that is younger may change again within its tick. */
const TICK = 20;

/** The stamp of a file as it lies there now; a file that has only just changed gets one that matches nothing. */
export function stampOf(root: string, path: string, content: string): Stamp {
  const { size, mtimeMs, ctimeMs, ino } = statSync(join(root, path));
  return [content, Date.now() - ctimeMs > TICK ? size : -1, mtimeMs, ctimeMs, ino];
}

export type Comparison = 'same' | 'touched' | 'other';

/** Whether a file still says what its stamp says. Only one that lies there in another way is read. */
export function compare(root: string, path: string, [content, size, modified, changed, inode]: Stamp): Comparison {
  const there = statSync(join(root, path), { throwIfNoEntry: false });
  if (there === undefined) return 'other';
  const lies = there.size === size && there.mtimeMs === modified && there.ctimeMs === changed && there.ino === inode;
  if (lies) return 'same';
  return digest(readFileSync(join(root, path), 'utf8')) === content ? 'touched' : 'other';
}
