import type { NumberField } from './machine.ts';
import type { Evaluation, Scope } from './query/evaluation.ts';
import { jsonataFailure, runtimeFailure } from './query/query-failure.ts';

/** A field's number: as written, at its path, or as its expression evaluates. @throws QueryFailure */
export function* numberValue(field: NumberField | undefined, scope: Scope): Evaluation<number | undefined> {
  if (field === undefined) return undefined;
  const { value, field: name } = field;
  if (typeof value === 'number') return value;
  if (typeof value === 'function') {
    const found = yield* value(scope);
    if (typeof found === 'number') return found;
    throw jsonataFailure(`The ${name} field must evaluate to a number, but was: ${JSON.stringify(found)}`, name);
  }
  const found = value.find(scope);
  if (found === undefined)
    throw runtimeFailure(`The ${name} field refers to a path that does not exist: ${value.text}`);
  if (typeof found === 'number') return found;
  // Recorded: a path may lead to a number written as text.
  if (typeof found === 'string' && /^-?\d+(\.\d+)?$/.test(found)) return Number(found);
  const shown = typeof found === 'string' ? found : JSON.stringify(found);
  throw runtimeFailure(`The ${name} field refers to value "${shown}" which is not a valid integer: ${value.text}`);
}
