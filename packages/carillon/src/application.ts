import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalog } from '@carillon/runtime/catalog';
import type { Subscription } from '@carillon/runtime/descriptor';
import type { AnyWorkflow } from '@carillon/runtime/workflow';
import type { Erasure } from './erasure.ts';
import { type Project, ProjectError } from './project.ts';

/** A module of the project that a command stands in; Node runs its TypeScript as it is. */
const load = async (root: string, file: string): Promise<Readonly<Record<string, unknown>>> =>
  (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>;

const isWorkflow = (value: unknown): value is AnyWorkflow =>
  typeof value === 'object' && value !== null && 'name' in value && 'decider' in value && 'runIdOf' in value;

/**
 * The workflows of a project by name: what each `src/workflows/<name>/workflow.ts` exports as `workflow`.
 * @throws ProjectError a declaration exports no workflow, or one of another name than its folder's
 */
export const loadWorkflows = async (root: string): Promise<readonly AnyWorkflow[]> => {
  const files = globSync('src/workflows/*/workflow.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  return Promise.all(
    files.toSorted().map(async (file) => {
      const { workflow } = await load(root, file);
      const folder = file.split('/').at(-2);
      if (isWorkflow(workflow) && workflow.name === folder) return workflow;
      const what = isWorkflow(workflow) ? `the workflow ${workflow.name}` : 'no workflow';
      throw new ProjectError(
        'INVALID_CONFIG',
        `${file} exports ${what}.`,
        `Write in it: export const workflow = defineWorkflow({ name: '${folder}', ... }).`,
      );
    }),
  );
};

/** What a project's catalog is at run time: generated descriptors and subscriptions, and the upcasters beside them. */
export interface ApplicationCatalog extends Catalog {
  readonly subscriptions: readonly Subscription<unknown>[];
}

const UPCASTERS = 'src/upcasters/upcasters.ts';

/** The catalog of a project, as `carillon catalog build` wrote it. @throws ProjectError it was never built */
export const loadCatalog = async (root: string): Promise<ApplicationCatalog> => {
  if (!existsSync(join(root, 'generated/subscriptions.ts')))
    throw new ProjectError(
      'INVALID_CONFIG',
      `${root} has no generated/subscriptions.ts.`,
      'Run carillon catalog build, which writes it.',
    );
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

/** What the project adds to `carillon erase`; nothing where its configuration names no module. @throws ProjectError */
export const loadErasure = async ({ root, config }: Project): Promise<Erasure> => {
  if (config.erasure === undefined) return {};
  const { erasure } = await load(root, config.erasure);
  if (typeof erasure === 'object' && erasure !== null) return erasure as Erasure;
  throw new ProjectError(
    'INVALID_CONFIG',
    `${config.erasure} exports no erasure.`,
    'Write in it: export const erasure: Erasure = { ... }, of carillon/erasure.',
  );
};
