import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../../project.ts';
import { recoverChange } from '../change/project-change.ts';
import { UsageError } from '../command.ts';

/** The root of a project, after what an interrupted command left unfinished. */
export const settledRoot = ({ root }: Project): string => {
  if (recoverChange(root) === 'finished')
    console.error('carillon: finished what an earlier command had begun to write.');
  return root;
};

/** The root of a project that has a catalog. @throws UsageError */
export const rootOf = (project: Project): string => {
  const root = settledRoot(project);
  if (existsSync(join(root, 'asyncapi.yaml'))) return root;
  throw new UsageError(
    `${root} has no catalog: there is no asyncapi.yaml in it. carillon event new <Name> makes the first event.`,
  );
};
