import { TerminalError } from './errors.ts';

/** A function's environment, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that must be set. @throws TerminalError ENVIRONMENT: thrown at the cold start, before any work is taken */
export const variable = (environment: Environment, name: string): string => {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new TerminalError('ENVIRONMENT', `The function's environment lacks ${name}`, {
    fix: 'Set it in the template.',
  });
};
