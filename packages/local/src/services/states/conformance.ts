import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';
import { compile } from './compile.ts';
import { DefinitionError } from './definition-fault.ts';
import { awsHistory } from './history.ts';
import { PureRun } from './pure-run.ts';
import { type Bindings, endOf, inRecordedOrder, line, sameDetails, sameEvent } from './recorded-events.ts';
import { recordedItems, recordedReadFailure, ScriptedTasks } from './scripted-tasks.ts';

/** A state machine run recorded on AWS: its definition, input and GetExecutionHistory events. */
export interface RecordedHistory {
  readonly id: string;
  readonly kind: 'pure' | 'svc';
  readonly definition: Json;
  readonly input: Json;
  readonly events: readonly JsonObject[];
}

export interface RecordedChoice {
  readonly id: string;
  readonly definition: Json;
  readonly input: Json;
  readonly matches: boolean;
}

export interface RecordedInvalidDefinition {
  readonly id: string;
  readonly definition: Json;
  readonly error: { readonly Code: string; readonly Message: string };
}

/** a: status, output, error. b: event types and state names in order. c: whole events. */
export interface HistoryVerdict {
  readonly a: boolean;
  readonly b: boolean;
  readonly c: boolean;
  readonly expected: readonly JsonObject[];
  readonly received: readonly JsonObject[];
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/**
 * An execution that was started without input has an empty object. Names in the input are those of the first event,
 * where the recording wrote the two in different ways.
 */
const inputOf = (value: Json, started: JsonObject | undefined): { readonly input: Json; readonly text: string } => {
  const input = typeof value === 'string' ? parseExactJson(value) : (value ?? {});
  const details = started?.executionStartedEventDetails;
  const recorded = isJsonObject(details) ? details.input : undefined;
  if (isJsonObject(recorded) && !isDeepStrictEqual(recorded, input))
    return { input: recorded, text: JSON.stringify(recorded) };
  return { input, text: typeof value === 'string' ? value : JSON.stringify(input) };
};

const ascending = (events: readonly JsonObject[]): readonly JsonObject[] => {
  const [first, last] = [events[0]?.id, events.at(-1)?.id];
  return typeof first === 'number' && typeof last === 'number' && first > last ? events.toReversed() : events;
};

/** Names in definitions and inputs had their parts replaced by placeholders; without the brackets they are names again. */
const named = <T extends Json>(value: T): T =>
  parseExactJson(JSON.stringify(value).replaceAll(/<([\w.:-]+)>/g, '$1')) as T;

/** A recording has a word where the ARN of an activity was. */
const ACTIVITY = 'arn:aws:states:us-east-1:111111111111:activity:recorded';
const withActivity = (definition: string): string =>
  definition.replaceAll('"Resource":"mock"', `"Resource":"${ACTIVITY}"`);
const withoutActivity = (events: unknown): Json =>
  parseExactJson(JSON.stringify(events).replaceAll(ACTIVITY, 'activity_arn'));

/** Runs a recorded case; the outcomes of its tasks, and what it reads, are those of the recording. */
export const judgeHistory = async ({
  kind,
  definition,
  input: given,
  events,
}: RecordedHistory): Promise<HistoryVerdict> => {
  const recorded = { definition: named(definition), input: named(given) };
  const expected = ascending(events);
  const scripted = expected.map(named);
  const isMissing = !expected.some(({ type }) => type === 'ActivityScheduled');
  const run = new PureRun(compile(withActivity(textOf(recorded.definition))), {
    hasActivities: !isMissing,
    tasks: new ScriptedTasks(scripted),
    items: recordedItems(scripted),
    readFailure: recordedReadFailure(scripted),
  });
  const wanted = endOf(expected);
  const stopped = wanted?.type === 'ExecutionAborted';
  // A recording without an end was taken while the machine waited.
  const { input, text } = inputOf(recorded.input, kind === 'svc' ? scripted[0] : undefined);
  await run.run(input, stopped || wanted === undefined ? 'waiting' : 'end', text);
  if (stopped) await run.stop();
  const own = withoutActivity(awsHistory(run.events, { region: 'us-east-1', data: true })) as readonly JsonObject[];
  const received = inRecordedOrder(expected, own);
  const got = endOf(received);
  const bindings: Bindings = new Map();
  return {
    a: wanted?.type === got?.type && sameDetails(wanted, got),
    b: expected.map(line).join('\n') === received.map(line).join('\n'),
    c:
      expected.length === received.length &&
      expected.every((event, index) => sameEvent(event, received[index], bindings)),
    expected,
    received,
  };
};

/** Whether the choice goes where it went on AWS. */
export const judgeChoice = async ({ definition, input, matches }: RecordedChoice): Promise<boolean> => {
  const run = new PureRun(compile(textOf(definition)));
  const { status, output } = await run.run(input);
  const result = isJsonObject(output) ? output.TestResult : undefined;
  const taken = isJsonObject(result)
    ? result['TestResult.$']
    : (result ?? (isJsonObject(output) ? JSON.stringify(output) : ''));
  return status === 'SUCCEEDED' && JSON.stringify(taken ?? '').includes('ConditionTrue') === matches;
};

/** Whether the definition is refused, and with AWS's own message where that is AWS's wording and not another emulator's. */
export const judgeInvalidDefinition = ({
  id,
  definition,
  error,
}: RecordedInvalidDefinition): { readonly code: boolean; readonly message: boolean } => {
  try {
    compile(textOf(definition), { express: id.includes('express') });
    return { code: false, message: false };
  } catch (refused) {
    if (!(refused instanceof DefinitionError)) throw refused;
    const schema = error.Message.includes('SCHEMA_VALIDATION_FAILED');
    return {
      code: true,
      message: !schema || error.Message === `Invalid State Machine Definition: '${refused.message}'`,
    };
  }
};
