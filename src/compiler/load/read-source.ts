import { readdirSync, readFileSync } from 'node:fs';
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
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/').replace(/^\/+/, ''))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

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
