import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recoverChange } from '../change/project-change.ts';
import { type Given, UsageError } from '../command.ts';

/** The catalog's folder as the command line names it. @throws UsageError when no catalog lies there. */
export const rootOf = (given: Given): string => {
  const root = resolve(typeof given.root === 'string' ? given.root : '.');
  if (existsSync(join(root, 'asyncapi.yaml'))) {
    if (recoverChange(root) === 'finished')
      console.error('carillon: finished what an earlier command had begun to write.');
    return root;
  }
  throw new UsageError(`${root} is no catalog: it has no asyncapi.yaml. Name the catalog's folder with --root.`);
};
