import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hotelRoot } from '../fixtures/hotel.ts';
import { listFiles } from '../load/read-source.ts';

/** A copy of the fixture catalog to change, for tests. */
export const temporaryHotel = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'hotel-'));
  cpSync(hotelRoot, root, { recursive: true });
  return root;
};

export const removeHotel = (root: string): void => rmSync(root, { recursive: true, force: true });

export interface Lying {
  readonly text: string;
  readonly modified: number;
}

/** What lies in `generated/`. */
export const lying = (root: string): ReadonlyMap<string, Lying> =>
  new Map(
    listFiles(root, 'generated').map((path) => [
      path,
      { text: readFileSync(join(root, path), 'utf8'), modified: statSync(join(root, path)).mtimeMs },
    ]),
  );
