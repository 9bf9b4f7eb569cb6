import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { isCoded } from '@carillon/runtime/errors';
import type { App } from 'aws-cdk-lib/core';

/** The module that makes an application's stacks, loaded once the compile cache is on. */
export interface StacksModule {
  /** Makes the stacks in `app`; `root` is the project's folder, `environment` the name of one of its environments. */
  readonly stacks: (app: App, root: string, environment: string) => void | Promise<void>;
}

/**
 * What `infra/app.ts` does: synthesizes the stacks of the project in the working folder (the CDK context `root` names
 * another), in the environment that the context `environment` names, `dev` without it.
 *
 *     await synthesize(() => import('./stacks.ts'));
 *
 * A declaration that cannot be made ends the process with 1, the reason and the fix.
 */
export const synthesize = async (load: () => Promise<StacksModule>): Promise<void> => {
  // aws-cdk-lib is most of what a synthesis takes: its compiled code is kept between runs.
  enableCompileCache(join(process.cwd(), '.carillon/compile-cache'));
  const { newApp } = await import('./app.ts');
  const app = newApp();
  const context = (name: string): unknown => app.node.tryGetContext(name);
  try {
    const { stacks } = await load();
    await stacks(app, String(context('root') ?? process.cwd()), String(context('environment') ?? 'dev'));
  } catch (error) {
    if (!isCoded(error)) throw error;
    console.error(error.fix === undefined ? error.message : `${error.message}\n${error.fix}`);
    process.exit(1);
  }
  app.synth();
};
