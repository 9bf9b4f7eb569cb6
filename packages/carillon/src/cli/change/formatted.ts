import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const biomeOf = (root: string): string | undefined => {
  try {
    return createRequire(join(root, 'package.json')).resolve('@biomejs/biome/bin/biome');
  } catch {
    return undefined;
  }
};

/**
 * Files as the project's own formatter lays them out, by path from the root: how wide a line may be is its to say, and how
 * long names are is the catalog's. Without Biome's settings, or where it refuses, they stay as they are.
 */
export const formatted = (root: string, files: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const biome = existsSync(join(root, 'biome.json')) ? biomeOf(root) : undefined;
  if (biome === undefined) return files;
  const layOut = (file: string, text: string): string => {
    const args = [biome, 'format', `--stdin-file-path=${file}`];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, input: text, encoding: 'utf8' });
    return status === 0 && stdout !== '' ? stdout : text;
  };
  return new Map([...files].map(([file, text]) => [file, file.endsWith('.ts') ? layOut(file, text) : text]));
};
