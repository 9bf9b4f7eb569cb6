import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { recoverChange } from '../change/project-change.ts';
import { type Given, UsageError } from '../command.ts';

const upwards = (folder: string): string | undefined => {
  if (existsSync(join(folder, 'asyncapi.yaml'))) return folder;
  return dirname(folder) === folder ? undefined : upwards(dirname(folder));
};

/** The catalog's folder: as --root names it, or the nearest one around the working folder. @throws UsageError */
export const rootOf = (given: Given): string => {
  const named = typeof given.root === 'string' ? resolve(given.root) : undefined;
  const root =
    named === undefined ? upwards(resolve('.')) : existsSync(join(named, 'asyncapi.yaml')) ? named : undefined;
  if (root !== undefined) {
    if (recoverChange(root) === 'finished')
      console.error('carillon: finished what an earlier command had begun to write.');
    return root;
  }
  throw new UsageError(
    `${named ?? resolve('.')} is no catalog: it has no asyncapi.yaml${named === undefined ? ', nor has a folder around it' : ''}. Name the catalog's folder with --root.`,
  );
};
