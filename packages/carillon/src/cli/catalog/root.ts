import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../project.ts';
import { recoverChange } from '../change/project-change.ts';
import { UsageError } from '../command.ts';

/** The root of a project with a catalog, after what an interrupted command left unfinished. @throws UsageError */
export const rootOf = ({ root }: Project): string => {
  if (!existsSync(join(root, 'asyncapi.yaml')))
    throw new UsageError(`${root} has no catalog: there is no asyncapi.yaml in it.`);
  if (recoverChange(root) === 'finished')
    console.error('carillon: finished what an earlier command had begun to write.');
  return root;
};
