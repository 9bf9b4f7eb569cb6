import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EventDescriptor, Subscription } from '@carillon/runtime/descriptor';
import type { Upcaster } from '@carillon/runtime/upcast';
import type { AnyWorkflow } from '@carillon/runtime/workflow';

/** A module of the project that a command stands in; Node runs its TypeScript as it is. */
const load = async (root: string, file: string): Promise<Readonly<Record<string, unknown>>> =>
  (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>;

/** What a project declares or has generated is not what it should be; the message says which file, and what to do. */
export class DeclarationError extends Error {
  readonly code = 'NOT_DECLARED';
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

/** What a project's catalog is at run time: generated descriptors and subscriptions, and the upcasters beside them. */
export interface ApplicationCatalog {
  readonly events: readonly EventDescriptor<string, unknown>[];
  readonly subscriptions: readonly Subscription<unknown>[];
  readonly upcasters: readonly Upcaster[];
}

const UPCASTERS = 'src/upcasters/upcasters.ts';

/** The catalog of a project, as `carillon catalog build` wrote it. @throws DeclarationError it was never built */
export const loadCatalog = async (root: string): Promise<ApplicationCatalog> => {
  if (!existsSync(join(root, 'generated/subscriptions.ts')))
    throw new DeclarationError(`${root} has no generated/subscriptions.ts; carillon catalog build writes it`);
  const [generated, subscriptions] = [
    await load(root, 'generated/events.ts'),
    await load(root, 'generated/subscriptions.ts'),
  ];
  const upcasters = existsSync(join(root, UPCASTERS)) ? (await load(root, UPCASTERS)).upcasters : [];
  return {
    events: generated.events as ApplicationCatalog['events'],
    subscriptions: Object.values(subscriptions) as ApplicationCatalog['subscriptions'],
    upcasters: upcasters as ApplicationCatalog['upcasters'],
  };
};
