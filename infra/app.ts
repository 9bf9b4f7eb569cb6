import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// aws-cdk-lib is most of what a synthesis takes; its compiled code is kept between runs.
enableCompileCache(join(import.meta.dirname, '../.carillon/compile-cache'));
const { App } = await import('aws-cdk-lib/core');
const { APP_PROPS } = await import('./app-props.ts');
const { CarillonStack } = await import('./carillon-stack.ts');
const { readSystem } = await import('./read-system.ts');

const app = new App(APP_PROPS);
new CarillonStack(app, 'Carillon', readSystem(join(import.meta.dirname, '..')));
app.synth();
