import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../compiler/json.ts';

/**
 * Which fields of its events a consumer looks at, as it was seen to do; committed beside it as `reads.json`.
 * Pointers lead into the detail, `*` for any item of an array. A pointer to an object stands for all that is in it.
 */
export interface Reads {
  readonly consumer: string;
  readonly owner: string;
  readonly events: Readonly<Record<string, readonly string[]>>;
}

const FOLDERS = 'src/{consumers,producers,workflows}';

/** The folder of a consumer: a poller that also listens lies among the producers, a workflow that events start among its own. */
export const folderOf = (root: string, consumer: string): string | undefined =>
  ['src/consumers', 'src/producers', 'src/workflows']
    .map((each) => `${each}/${consumer}`)
    .find((each) => existsSync(join(root, each)));

const isReads = (value: unknown): value is Reads =>
  isObject(value) &&
  typeof value.consumer === 'string' &&
  typeof value.owner === 'string' &&
  isObject(value.events) &&
  Object.values(value.events).every(
    (pointers) => Array.isArray(pointers) && pointers.every((each) => typeof each === 'string'),
  );

/** All reads that are committed, by consumer. @throws Error when a file is not what `carillon contracts --write` writes */
export const committedReads = (root: string): ReadonlyMap<string, Reads> => {
  const files = globSync(`${FOLDERS}/*/reads.json`, { cwd: root }).toSorted();
  return new Map(
    files.map((file) => {
      const value: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'));
      if (!isReads(value)) throw new Error(`${file} holds no reads: write it anew by carillon contracts --write`);
      return [value.consumer, value];
    }),
  );
};

export const textOfReads = (reads: Reads): string => `${JSON.stringify(reads, undefined, 2)}\n`;

/** Writes a consumer's reads; answers with the file, or undefined when it says so already. */
export const writeReads = (root: string, reads: Reads): string | undefined => {
  const file = `${folderOf(root, reads.consumer) ?? `src/consumers/${reads.consumer}`}/reads.json`;
  const path = join(root, file);
  const text = textOfReads(reads);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return undefined;
  writeFileSync(path, text);
  return file;
};

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
