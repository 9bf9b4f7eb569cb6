/** What a project declares of itself, in `carillon.config.ts` at its root. Paths are relative to that folder. */
export interface ProjectConfig {
  /** The project's name, in kebab case. */
  readonly name: string;
  /** The CDK app that `carillon start` synthesizes. Default `infra/app.ts`. */
  readonly app?: string;
  /** A module whose export `demo` is what `carillon start` plays (see `carillon/demo`). Default: no demo. */
  readonly demo?: string;
  /** A module whose export `erasure` is what the project adds to `carillon erase` (see `carillon/erasure`). Default: nothing. */
  readonly erasure?: string;
  /** How the names of its stacks begin: what the commands look for in a cloud. Default `Carillon`. */
  readonly stackPrefix?: string;
}

/**
 * Declares a project; the result is the configuration itself, checked by its type.
 *
 * ```ts
 * // carillon.config.ts
 * import { defineProject, type ProjectConfig } from 'carillon/config';
 *
 * const config: ProjectConfig = defineProject({ name: 'orders' });
 * export default config;
 * ```
 */
export const defineProject = (config: ProjectConfig): ProjectConfig => config;
