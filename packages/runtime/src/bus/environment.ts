import { TerminalError } from './errors.ts';

/** A function's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws TerminalError ENVIRONMENT: said at the cold start, before any work is taken */
export const variable = (environment: Environment, name: string): string => {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new TerminalError('ENVIRONMENT', `The function's environment lacks ${name}; set it in the template`);
};
