import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedCatalog } from '../compiler/stages.ts';

/** Where a project keeps its producers, consumers and workflows: one folder each, relative to the root. */
export interface ProjectFolders {
  /** Absolute path of the folder with asyncapi.yaml. */
  readonly root: string;
  readonly consumers: string;
  readonly producers: string;
  readonly workflows: string;
}

/** The folders of a project at `root`; src/consumers, src/producers and src/workflows where nothing else is said. */
export const projectFolders = (root: string, others: Partial<Omit<ProjectFolders, 'root'>> = {}): ProjectFolders => ({
  consumers: 'src/consumers',
  producers: 'src/producers',
  workflows: 'src/workflows',
  ...others,
  root,
});

/** Compiles an EventBridge event pattern (JSON), as `@carillon/local/patterns/pattern` does. @throws Error for an invalid one */
export type CompilePattern = (pattern: string) => { matchesText(event: string): boolean };

/** What the contracts kit knows of a project: all of it is handed in. */
export interface ContractsProject {
  readonly folders: ProjectFolders;
  readonly catalog: CheckedCatalog;
  readonly compilePattern: CompilePattern;
}

/**
 * The folder of a consumer, relative to the root, or undefined: a producer that also receives events lies among the
 * producers, a workflow that events start among the workflows.
 */
export const folderOf = (
  { root, consumers, producers, workflows }: ProjectFolders,
  consumer: string,
): string | undefined =>
  [consumers, producers, workflows]
    .map((each) => `${each}/${consumer}`)
    .find((folder) => existsSync(join(root, folder)));
