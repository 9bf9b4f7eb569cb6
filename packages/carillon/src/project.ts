import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ProjectConfig } from './config.ts';

/** The file that makes a folder the root of a project. */
export const CONFIG_FILE = 'carillon.config.ts';

/** The project that a command works on. Every command is handed one; none looks for a root of its own. */
export interface Project {
  /** Absolute path of the folder with carillon.config.ts. */
  readonly root: string;
  readonly config: ProjectConfig & Required<Pick<ProjectConfig, 'app' | 'stackPrefix'>>;
}

/** There is no project to work on, or its configuration cannot be used: exit code 78 (sysexits, EX_CONFIG). */
export class ProjectError extends Error {
  readonly code: 'NO_PROJECT' | 'INVALID_CONFIG';
  /** What to do about it. */
  readonly fix: string;
  constructor(code: ProjectError['code'], message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProjectError';
    this.code = code;
    this.fix = fix;
  }
}

/** Where to look: in the folder that `--root` names and no other, or upwards from the working folder. */
export interface WhereToLook {
  readonly root?: string | undefined;
  readonly workingFolder: string;
}

const isRoot = (folder: string): boolean => existsSync(join(folder, CONFIG_FILE));

const upwards = (folder: string): string | undefined => {
  if (isRoot(folder)) return folder;
  return dirname(folder) === folder ? undefined : upwards(dirname(folder));
};

/**
 * The root of the project: the nearest folder with a carillon.config.ts; undefined where there is none. A folder that is
 * named is not searched upwards: a typing error must not lead into another project.
 */
export const findRoot = ({ root, workingFolder }: WhereToLook): string | undefined => {
  if (root === undefined) return upwards(resolve(workingFolder));
  const named = resolve(workingFolder, root);
  return isRoot(named) ? named : undefined;
};

/** The project of a folder and its configuration, with the defaults filled in. */
export const projectAt = (root: string, config: ProjectConfig): Project => ({
  root: resolve(root),
  config: { ...config, app: config.app ?? 'infra/app.ts', stackPrefix: config.stackPrefix ?? 'Carillon' },
});

const MEMBERS: ReadonlySet<string> = new Set([
  'name',
  'app',
  'demo',
  'erasure',
  'stackPrefix',
] satisfies (keyof ProjectConfig)[]);

/** What is wrong with a value as a configuration; undefined when it is one. */
const invalid = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return 'has no default export that is an object';
  if (!('name' in value)) return 'names no project: name is missing';
  const unknown = Object.keys(value).filter((key) => !MEMBERS.has(key));
  if (unknown.length > 0) return `has ${unknown.join(', ')}; it takes ${[...MEMBERS].join(', ')}`;
  const wrong = Object.entries(value).find(([, member]) => member !== undefined && typeof member !== 'string');
  return wrong === undefined ? undefined : `has ${wrong[0]}, which is not a string`;
};

const readConfig = async (file: string): Promise<ProjectConfig> => {
  const fix = `Correct ${file}: export default defineProject({ name: 'orders' }), from carillon/config.`;
  const load = async (): Promise<{ readonly default?: unknown }> => {
    try {
      return (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ProjectError('INVALID_CONFIG', `${file} cannot be loaded: ${why}`, fix, { cause: error });
    }
  };
  const { default: config } = await load();
  const fault = invalid(config);
  if (fault !== undefined) throw new ProjectError('INVALID_CONFIG', `${file} ${fault}.`, fix);
  return config as ProjectConfig;
};

/** The project to work on. @throws ProjectError NO_PROJECT, INVALID_CONFIG */
export const openProject = async (where: WhereToLook): Promise<Project> => {
  const { root, workingFolder } = where;
  const found = findRoot(where);
  if (found !== undefined) return projectAt(found, await readConfig(join(found, CONFIG_FILE)));
  throw new ProjectError(
    'NO_PROJECT',
    root === undefined
      ? `${workingFolder} is not in a Carillon project: neither it nor a folder above it has a ${CONFIG_FILE}.`
      : `${resolve(workingFolder, root)} is not the root of a Carillon project: it has no ${CONFIG_FILE}.`,
    'Change to the folder of a project, name its root by --root <dir>, or make one: carillon init <folder>.',
  );
};
