import { pathField, template } from '../compile-fields.ts';
import type { Fields } from '../definition-fault.ts';
import type { Thread } from '../execution.ts';
import type { FailState } from '../machine.ts';
import { type Outcome, stateFailure } from '../outcome.ts';
import type { Evaluation, Expression } from '../query/evaluation.ts';
import { fieldValue } from '../query/path-expression.ts';
import { runtimeFailure } from '../query/query-failure.ts';
import type { Common } from '../surroundings.ts';
import type { Work } from '../work.ts';

/** `Error` as a text (an expression in JSONata), or `ErrorPath`. */
const textField = (fields: Fields, name: string, common: Common): Expression | undefined => {
  const field = `${name}Path`;
  if (common.language === 'JSONata' || !fields.has(field)) {
    if (fields.text(name) === undefined) return undefined;
    return template(fields, name, common.language);
  }
  if (fields.has(name)) fields.fault(name, `You cannot specify both '${name}' and '${field}'`);
  const path = pathField(fields, field);
  if (path === undefined) return undefined;
  // biome-ignore lint/correctness/useYield: an Expression is a generator also when it has nothing to wait for.
  return function* (scope) {
    const value = fieldValue(path, scope, field);
    if (typeof value === 'string') return value;
    throw runtimeFailure(
      `The ${field} parameter does not reference a string value: ${path.text} == ${JSON.stringify(value)}`,
    );
  };
};

export const compileFail = (fields: Fields, common: Common): FailState => ({
  ...common,
  type: 'Fail',
  error: textField(fields, 'Error', common),
  cause: textField(fields, 'Cause', common),
});

export function* fail(work: Work, thread: Thread, state: FailState): Evaluation<Outcome> {
  work.received.inspect?.('afterInputPath', thread.input);
  const scope = work.scope(thread, thread.input);
  const error = state.error === undefined ? undefined : String(yield* state.error(scope));
  const cause = state.cause === undefined ? undefined : String(yield* state.cause(scope));
  throw stateFailure(error, cause);
}
