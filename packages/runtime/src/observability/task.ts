import { loggable, reasonOf } from '../errors.ts';
import type { Handler, Instrumentation } from './instrument.ts';

/** An error as Step Functions sees it: its name is the code that Retry and Catch ask for. */
const shown = (error: unknown): Error => {
  const { code, message } = reasonOf(error);
  const clean = new Error(message);
  clean.name = code;
  // Lambda puts the stack into the error's Cause, and an execution's history is no place for a foreign message.
  clean.stack = '';
  return clean;
};

/** The edge of a state machine's task: the ids it is about go into each line of the log, what failed into its error's name. */
export const task = <Input, Output>(
  { log, handler }: Instrumentation,
  about: (input: Input) => Readonly<Record<string, string>>,
  act: (input: Input) => Promise<Output>,
): Handler<Input, Output> =>
  handler(async (input) => {
    log.appendKeys(about(input));
    try {
      return await act(input);
    } catch (error) {
      log.error('Task failed', loggable(error));
      throw shown(error);
    } finally {
      log.resetKeys();
    }
  });
