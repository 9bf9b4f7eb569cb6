import { numberField, pathField, template } from '../compile-fields.ts';
import { effectiveInput } from '../data-flow.ts';
import type { Fields } from '../definition-fault.ts';
import type { Thread } from '../execution.ts';
import { parseIsoTimestamp } from '../iso-timestamp.ts';
import type { WaitState } from '../machine.ts';
import { type Outcome, WAITING } from '../outcome.ts';
import type { Evaluation, Scope } from '../query/evaluation.ts';
import { numberOf } from '../query/number.ts';
import { jsonataFailure, runtimeFailure } from '../query/query-failure.ts';
import { jsonataText } from '../query/template.ts';
import type { Common } from '../surroundings.ts';
import type { Work } from '../work.ts';

const LONGEST_SECONDS = 99_999_999;

const timestampField = (fields: Fields, common: Common): WaitState['timestamp'] => {
  const field = 'TimestampPath';
  const path = common.language === 'JSONPath' ? pathField(fields, field) : undefined;
  if (path !== undefined) return { field, value: path };
  const text = fields.text('Timestamp');
  if (text === undefined) return undefined;
  if (common.language === 'JSONata' && jsonataText(text) !== undefined) {
    const value = template(fields, 'Timestamp', common.language);
    return value === undefined ? undefined : { field: 'Timestamp', value };
  }
  if (parseIsoTimestamp(text) === undefined)
    return fields.fault('Timestamp', 'Timestamp must be an ISO-8601 extended offset date-time format string');
  return { field: 'Timestamp', value: text };
};

export const compileWait = (fields: Fields, common: Common): WaitState => {
  const seconds = numberField(fields, 'Seconds', common.language, [0, LONGEST_SECONDS]);
  const timestamp = timestampField(fields, common);
  const given = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'].filter((name) => fields.has(name));
  if (given.length !== 1)
    fields.fault(
      '',
      "A Wait state must contain exactly one of 'Seconds', 'SecondsPath', 'Timestamp' or 'TimestampPath'",
    );
  return { ...common, type: 'Wait', seconds, timestamp };
};

function* secondsOf(state: WaitState, scope: Scope): Evaluation<number | undefined> {
  const { seconds } = state;
  if (seconds === undefined) return undefined;
  const { value, field } = seconds;
  if (typeof value === 'number') return value;
  if (typeof value === 'function') {
    const found = yield* value(scope);
    const seconds = numberOf(found);
    if (seconds !== undefined && Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_SECONDS)
      return seconds;
    throw jsonataFailure(
      `The ${field} field must evaluate to an integer from 0 to ${LONGEST_SECONDS}, but was: ${JSON.stringify(found)}`,
      field,
    );
  }
  const found = value.find(scope);
  if (found === undefined)
    throw runtimeFailure(`The ${field} parameter does not reference an input value: ${value.text}`);
  const shown = `${value.text} == ${JSON.stringify(found)}`;
  const whole = numberOf(found);
  if (whole === undefined || !Number.isInteger(whole))
    throw runtimeFailure(`The ${field} parameter cannot be parsed as a long value: ${shown}`);
  if (whole < 0) throw runtimeFailure(`The ${field} parameter references a negative value: ${shown}`);
  return whole;
}

function* instantOf(state: WaitState, scope: Scope): Evaluation<number> {
  const { value, field } = state.timestamp as NonNullable<WaitState['timestamp']>;
  if (typeof value === 'string') return parseIsoTimestamp(value) ?? 0;
  if (typeof value === 'function') {
    const found = yield* value(scope);
    const instant = typeof found === 'string' ? parseIsoTimestamp(found) : undefined;
    if (instant !== undefined) return instant;
    throw jsonataFailure(
      `The ${field} field cannot be parsed as an ISO-8601 extended offset date-time format string: ${typeof found === 'string' ? found : JSON.stringify(found)}`,
      field,
    );
  }
  const found = value.find(scope);
  if (found === undefined)
    throw runtimeFailure(`The ${field} parameter does not reference an input value: ${value.text}`);
  const instant = typeof found === 'string' ? parseIsoTimestamp(found) : undefined;
  if (instant !== undefined) return instant;
  throw runtimeFailure(
    `The ${field} parameter does not reference a valid ISO-8601 extended offset date-time format string: ${value.text} == ${typeof found === 'string' ? found : JSON.stringify(found)}`,
  );
}

export function* wait(work: Work, thread: Thread, state: WaitState): Evaluation<Outcome> {
  const scope = work.scope(thread, effectiveInput(work, thread, state));
  const seconds = yield* secondsOf(state, scope);
  const due = seconds === undefined ? yield* instantOf(state, scope) : work.received.at + seconds * 1000;
  work.note(thread.id, { type: 'WaitStarted', due });
  work.ask({ type: 'SetTimer', timer: `${thread.id}|wait`, due });
  return WAITING;
}
