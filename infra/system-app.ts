import { APP_PROPS } from '@carillon/constructs/app-props';
import type { Environment } from '@carillon/constructs/environment';
import { App } from 'aws-cdk-lib/core';
import type { System } from './system.ts';
import { systemStacks } from './system-stacks.ts';

/** The system in an environment, not yet synthesized. */
export const systemApp = (system: System, settings: Environment, outdir: string): App => {
  const app = new App({ ...APP_PROPS, outdir });
  systemStacks(app, system, settings);
  return app;
};
