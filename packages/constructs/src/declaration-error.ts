import { CodedError } from '@carillon/runtime/errors';

/**
 * What the application declares cannot be made: a use that does not exist, a handler that is missing, an environment that
 * cannot be read. The message names the file; a retry changes nothing.
 */
export class DeclarationError extends CodedError {
  constructor(code: string, message: string, fix?: string, cause?: unknown) {
    super(code, message, false, { ...(fix === undefined ? {} : { fix }), ...(cause === undefined ? {} : { cause }) });
    this.name = 'DeclarationError';
  }
}
