import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Kernel } from '../../kernel/kernel.ts';
import type { FunctionConfiguration } from './function-registry.ts';

export const isCustomRuntime = ({ runtime }: Pick<FunctionConfiguration, 'runtime'>): boolean =>
  runtime.startsWith('provided.');

/** "Building a custom runtime for AWS Lambda": the code's executable is called bootstrap. */
const ownBootstrap = (taskRoot: string): string | undefined => {
  const file = join(taskRoot, 'bootstrap');
  return existsSync(file) ? file : undefined;
};

/** What is started for a custom runtime; undefined while nothing can be, and for all other runtimes. */
export const executableOf = (
  { executables }: Pick<Kernel, 'executables'>,
  configuration: FunctionConfiguration,
): string | undefined => {
  if (!isCustomRuntime(configuration)) return undefined;
  return executables === undefined ? ownBootstrap(configuration.taskRoot) : executables.find(configuration);
};
