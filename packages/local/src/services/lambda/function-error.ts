import type { FunctionError } from './protocol.ts';

/** An error as the Node.js runtime reports it: the class, the message, the stack line by line. */
export const functionErrorOf = (thrown: unknown): FunctionError =>
  thrown instanceof Error || (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown)
    ? {
        errorType: String(thrown.name),
        errorMessage: String(thrown.message),
        trace: ('stack' in thrown && typeof thrown.stack === 'string' ? thrown.stack : '').split('\n'),
      }
    : { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
