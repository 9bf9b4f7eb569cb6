import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../compiler/json.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import type { Consumer } from '../../compiler/stages.ts';
import { folderOf, type ProjectFolders } from '../project.ts';

/**
 * Which fields of its events a consumer looks at, as it was seen to do; committed beside it as `reads.json`.
 * Pointers lead into the detail, `*` for any item of an array. A pointer to an object stands for all that is in it.
 */
export interface Reads {
  readonly consumer: string;
  readonly owner: string;
  readonly events: Readonly<Record<string, readonly string[]>>;
}

const isReads = (value: unknown): value is Reads =>
  isObject(value) &&
  typeof value.consumer === 'string' &&
  typeof value.owner === 'string' &&
  isObject(value.events) &&
  Object.values(value.events).every(
    (pointers) => Array.isArray(pointers) && pointers.every((each) => typeof each === 'string'),
  );

const READS = 'reads.json';

const readFrom = (root: string, file: string): Reads => {
  const wrong = (cause?: unknown): Error =>
    new Error(`${file} holds no reads: write it anew by carillon contracts --write`, { cause });
  const parsed = (): unknown => {
    try {
      return JSON.parse(readFileSync(join(root, file), 'utf8'));
    } catch (error) {
      throw wrong(error);
    }
  };
  const value = parsed();
  if (!isReads(value)) throw wrong();
  return value;
};

/** The committed reads of a consumer; undefined where there are none. @throws Error for a file that holds no reads */
export const committedReadsOf = (folders: ProjectFolders, consumer: string): Reads | undefined => {
  const file = `${folderOf(folders, consumer) ?? ''}/${READS}`;
  return existsSync(join(folders.root, file)) ? readFrom(folders.root, file) : undefined;
};

/** All committed reads of a project, by consumer. @throws Error for a file that holds no reads */
export const committedReads = (folders: ProjectFolders): ReadonlyMap<string, Reads> => {
  const { root, consumers, producers, workflows } = folders;
  const files = globSync(`{${consumers},${producers},${workflows}}/*/${READS}`, { cwd: root }).toSorted();
  return new Map(
    files.map((file) => {
      const reads = readFrom(root, file.replaceAll('\\', '/'));
      return [reads.consumer, reads];
    }),
  );
};

/** Reads as their file holds them. */
export const textOfReads = (reads: Reads): string => `${JSON.stringify(reads, undefined, 2)}\n`;

/** Writes a consumer's reads; returns the file, or undefined when it holds them already. */
export const writeReads = (folders: ProjectFolders, reads: Reads): string | undefined => {
  const file = `${folderOf(folders, reads.consumer) ?? `${folders.consumers}/${reads.consumer}`}/${READS}`;
  const path = join(folders.root, file);
  const text = textOfReads(reads);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return undefined;
  writeFileSync(path, text);
  return file;
};

/** The fields that a consumer's pattern asks for: they are read, by the rule, before the consumer reads any. */
export const patternReads = ({ receives }: Consumer, event: string): readonly string[] =>
  (receives.find((each) => each.event === event)?.narrowings ?? []).map(({ path }) => pointerTo('', ...path));

/** Sorted, each once, and none beside what lies within it: who reads `/data/name/text` has read `/data/name` on the way. */
export const deepest = (pointers: Iterable<string>): readonly string[] => {
  const sorted = [...new Set(pointers)].toSorted();
  return sorted.filter((pointer) => !sorted.some((other) => other.startsWith(`${pointer}/`)));
};

/**
 * Whether what happens to a field happens to what is read: the one lies within the other, or they are the same. `*` is any
 * item, and any key of a map, which a consumer reads by its own name.
 */
export const touches = (field: string, read: string): boolean => {
  const others = read.split('/');
  return field
    .split('/')
    .slice(0, others.length)
    .every((token, index) => token === others[index] || token === '*' || others[index] === '*');
};
