import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyWorkflow } from '@carillon/runtime/workflow';

/** A module of the project that a command stands in; Node runs its TypeScript as it is. */
const load = async (root: string, file: string): Promise<Readonly<Record<string, unknown>>> =>
  (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>;

/** A folder below src/workflows declares no workflow. */
export class DeclarationError extends Error {
  readonly code = 'NO_DECLARATION';
}

const isWorkflow = (value: unknown): value is AnyWorkflow =>
  typeof value === 'object' && value !== null && 'name' in value && 'decider' in value && 'runIdOf' in value;

/**
 * The workflows of a project by name: what each `src/workflows/<name>/workflow.ts` exports as `workflow`.
 * @throws DeclarationError a declaration exports no workflow, or one of another name than its folder's
 */
export const loadWorkflows = async (root: string): Promise<readonly AnyWorkflow[]> => {
  const files = globSync('src/workflows/*/workflow.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  return Promise.all(
    files.toSorted().map(async (file) => {
      const { workflow } = await load(root, file);
      const folder = file.split('/').at(-2);
      if (isWorkflow(workflow) && workflow.name === folder) return workflow;
      const what = isWorkflow(workflow) ? `the workflow ${workflow.name}` : 'no workflow';
      throw new DeclarationError(
        `${file} exports ${what}; export const workflow = defineWorkflow({ name: '${folder}', ... })`,
      );
    }),
  );
};
