import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { functionErrorOf } from './function-error.ts';
import type { FunctionError } from './protocol.ts';

export type Handler = (
  event: unknown,
  context: unknown,
  callback?: (error: unknown, result?: unknown) => void,
) => unknown;

/** A handler that cannot be had, in the runtime's words. */
export class HandlerError extends Error {
  readonly error: FunctionError;
  constructor(error: FunctionError) {
    super(error.errorMessage);
    this.name = 'HandlerError';
    this.error = error;
  }
}

const refuse = (errorType: string, errorMessage: string): HandlerError =>
  new HandlerError({ errorType, errorMessage, trace: [] });

/** `folder/index.nested.handler` -> module `folder/index`, member path `nested.handler`. */
const partsOf = (handler: string): { readonly module: string; readonly members: readonly string[] } => {
  const file = basename(handler);
  const dot = file.indexOf('.');
  if (dot < 1 || handler.includes('..')) throw refuse('Runtime.MalformedHandlerName', 'Bad handler');
  return { module: join(dirname(handler), file.slice(0, dot)), members: file.slice(dot + 1).split('.') };
};

const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

const importFrom = async (taskRoot: string, module: string): Promise<Record<string, unknown>> => {
  const file = EXTENSIONS.slice(1)
    .map((extension) => join(taskRoot, module + extension))
    .find(existsSync);
  if (file === undefined)
    throw refuse('Runtime.ImportModuleError', `Error: Cannot find module '${module}'\nRequire stack:\n- ${taskRoot}`);
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const { errorType, errorMessage, trace } = functionErrorOf(error);
    const kinds: Readonly<Record<string, string>> = { SyntaxError: 'Runtime.UserCodeSyntaxError' };
    const missing = errorMessage.startsWith('Cannot find ');
    throw new HandlerError({
      errorType: missing ? 'Runtime.ImportModuleError' : (kinds[errorType] ?? errorType),
      errorMessage: missing || errorType in kinds ? `${errorType}: ${errorMessage}` : errorMessage,
      trace: trace ?? [],
    });
  }
};

const memberOf = (root: unknown, members: readonly string[]): unknown =>
  members.reduce<unknown>(
    (holder, member) =>
      holder !== null && (typeof holder === 'object' || typeof holder === 'function')
        ? (holder as Record<string, unknown>)[member]
        : undefined,
    root,
  );

/**
 * Finds and loads the handler as the Node.js runtime does (Lambda Developer Guide, "Define Lambda function handler in
 * Node.js"). @throws HandlerError Runtime.ImportModuleError, HandlerNotFound, UserCodeSyntaxError, or the module's own.
 */
export const loadHandler = async (taskRoot: string, handler: string, callbacks: boolean): Promise<Handler> => {
  const { module, members } = partsOf(handler);
  const loaded = await importFrom(taskRoot, module);
  const found = memberOf(loaded, members) ?? memberOf(loaded.default, members);
  if (typeof found !== 'function') throw refuse('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  if (!callbacks && found.length > 2)
    throw refuse(
      'Runtime.CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. Make the handler async.',
    );
  return found as Handler;
};
