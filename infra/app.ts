import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// aws-cdk-lib is most of what a synthesis takes; its compiled code is kept between runs.
enableCompileCache(join(import.meta.dirname, '../.carillon/compile-cache'));
const { App } = await import('aws-cdk-lib/core');
const { APP_PROPS } = await import('@carillon/constructs/app-props');
const { EnvironmentError } = await import('@carillon/constructs/environment');
const { readEnvironment } = await import('@carillon/constructs/read-environment');
const { readSystem } = await import('./read-system.ts');
const { systemStacks } = await import('./system-stacks.ts');

const ROOT = join(import.meta.dirname, '..');
const app = new App(APP_PROPS);
const environment: unknown = app.node.tryGetContext('environment') ?? 'dev';
try {
  systemStacks(app, readSystem(ROOT), readEnvironment(ROOT, String(environment)));
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exit(1);
}
app.synth();
