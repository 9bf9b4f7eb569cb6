import type { NumberField } from './machine.ts';
import type { Evaluation, Scope } from './query/evaluation.ts';
import { numberOf } from './query/number.ts';
import { failSelection } from './query/path-expression.ts';
import { jsonataFailure, runtimeFailure } from './query/query-failure.ts';

/** Recorded: these word a path that leads nowhere as InputPath does. */
const OF_TASK: ReadonlySet<string> = new Set(['TimeoutSecondsPath', 'HeartbeatSecondsPath']);

/** A field's number: as written, at its path, or as its expression evaluates. @throws QueryFailure */
export function* numberValue(field: NumberField | undefined, scope: Scope): Evaluation<number | undefined> {
  if (field === undefined) return undefined;
  const { value, field: name } = field;
  if (typeof value === 'number') return value;
  if (typeof value === 'function') {
    const found = yield* value(scope);
    const number = numberOf(found);
    if (number !== undefined) return number;
    throw jsonataFailure(`The ${name} field must evaluate to a number, but was: ${JSON.stringify(found)}`, name);
  }
  const found = value.find(scope);
  if (found === undefined && OF_TASK.has(name)) return failSelection(value, scope);
  if (found === undefined)
    throw runtimeFailure(`The ${name} field refers to a path that does not exist: ${value.text}`);
  const number = numberOf(found);
  if (number !== undefined) return number;
  // Recorded: a path may lead to a number written as text.
  if (typeof found === 'string' && /^-?\d+(\.\d+)?$/.test(found)) return Number(found);
  const shown = typeof found === 'string' ? found : JSON.stringify(found);
  throw runtimeFailure(`The ${name} field refers to value "${shown}" which is not a valid integer: ${value.text}`);
}
