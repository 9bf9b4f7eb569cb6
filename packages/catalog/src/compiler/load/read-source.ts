import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogSource } from '../stages.ts';
import { UPCASTERS } from '../upcasters.ts';

/**
 * Reads `asyncapi.yaml`, everything under `catalog/` and the upcasters of a folder. A missing `asyncapi.yaml` reads as an
 * empty one.
 */
export function readSource(root: string): CatalogSource {
  const files = new Map<string, string>();
  const upcasters = listFiles(root, UPCASTERS).filter((file) => !file.endsWith('.test.ts'));
  for (const file of ['asyncapi.yaml', ...listFiles(root, 'catalog'), ...upcasters]) {
    const text = readIfThere(join(root, file));
    files.set(file, text ?? '');
  }
  return { files };
}

/** The files under `folder` of `root`, as paths from the root with forward slashes, sorted; none if it does not exist. */
export function listFiles(root: string, folder: string): readonly string[] {
  try {
    return addFiles([], root, folder).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Node's own `recursive` asks the system about every file once more: of thousands, that is half of the time. */
function addFiles(files: string[], root: string, folder: string): string[] {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) files.push(path);
    else if (entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(root, path)))) addFiles(files, root, path);
  }
  return files;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
