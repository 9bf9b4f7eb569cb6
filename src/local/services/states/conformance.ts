import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../kernel/json.ts';
import { compile } from './compile.ts';
import { DefinitionError } from './definition-fault.ts';
import { type Execution, evolve, unstarted } from './execution.ts';
import { awsHistory } from './history.ts';
import type { HistoryEvent } from './history-event.ts';
import { interpret } from './interpret.ts';
import type { Effect, Signal } from './signal.ts';
import type { Identified } from './work.ts';

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

const IDENTIFIED: Identified = {
  executionArn: 'arn:aws:states:us-east-1:111111111111:execution:machine:run',
  name: 'run',
  machineArn: 'arn:aws:states:us-east-1:111111111111:stateMachine:machine',
  machineName: 'machine',
  roleArn: 'snf_role_arn',
};

const START = Date.parse('2026-01-01T00:00:00Z');
const MOST_SIGNALS = 10_000;

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const inputOf = (value: Json): Json => (typeof value === 'string' ? parseJson(value) : value);

interface Pending {
  readonly at: number;
  readonly signal: Signal;
}

/** A machine without tasks, run to its end on time that jumps from timer to timer. Children of a Map run are run apart. */
export class PureRun {
  readonly events: HistoryEvent[] = [];
  execution: Execution = unstarted;
  readonly #machine: ReturnType<typeof compile>;
  readonly #identified: Identified;
  #now = START;
  #timers = new Map<string, number>();
  #pending: Pending[] = [];

  constructor(machine: ReturnType<typeof compile>, identified: Identified = IDENTIFIED) {
    this.#machine = machine;
    this.#identified = identified;
  }

  async run(input: Json): Promise<Execution> {
    const started: HistoryEvent = {
      type: 'ExecutionStarted',
      id: 1,
      previous: 0,
      thread: '0',
      at: this.#now,
      input,
      roleArn: this.#identified.roleArn,
    };
    this.events.push(started);
    this.execution = evolve(unstarted, started);
    await this.#receive({ type: 'Begin' });
    for (let count = 0; this.execution.status === 'RUNNING' && count < MOST_SIGNALS; count += 1) {
      const next = this.#pending.shift() ?? this.#nextTimer();
      if (next === undefined) return this.execution;
      this.#now = next.at;
      await this.#receive(next.signal);
    }
    return this.execution;
  }

  #nextTimer(): Pending | undefined {
    const [first] = [...this.#timers].sort(([, a], [, b]) => a - b);
    if (first === undefined) return undefined;
    this.#timers.delete(first[0]);
    return { at: Math.max(first[1], this.#now), signal: { type: 'TimerRang', timer: first[0] } };
  }

  async #receive(signal: Signal): Promise<void> {
    const received = { signal, at: this.#now, seed: this.events.length, secret: 'conformance' };
    const decision = await interpret(this.#machine, this.#identified, this.execution, received);
    this.execution = decision.execution;
    this.events.push(...decision.events);
    for (const effect of decision.effects) await this.#perform(effect);
  }

  async #perform(effect: Effect): Promise<void> {
    if (effect.type === 'SetTimer') this.#timers.set(effect.timer, effect.due);
    if (effect.type === 'CancelTimer') this.#timers.delete(effect.timer);
    if (effect.type === 'StartChild') this.#pending.push({ at: this.#now, signal: await this.#child(effect) });
  }

  async #child({
    flow,
    input,
    thread,
    index,
    executionArn,
  }: Effect & { readonly type: 'StartChild' }): Promise<Signal> {
    const root = this.#machine.flows.get(flow) ?? this.#machine.root;
    const child = new PureRun({ ...this.#machine, root }, { ...this.#identified, executionArn });
    const { status, output, error, cause } = await child.run(input);
    if (status === 'SUCCEEDED') return { type: 'ChildSucceeded', thread, index, output: output ?? null };
    const why = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
    return { type: 'ChildFailed', thread, index, ...why };
  }
}

/** Recorded strings that held an object were stored parsed. */
const asRecorded = (value: Json): Json => {
  if (Array.isArray(value)) return value.map((each: Json) => asRecorded(each));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asRecorded(each)]));
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return asRecorded(parseJson(value));
  } catch {
    return value;
  }
};

const END = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

const endOf = (events: readonly JsonObject[]): JsonObject | undefined =>
  events.findLast((event) => END.test(String(event.type)));

const detailsOf = (event: JsonObject | undefined): Json =>
  Object.entries(event ?? {}).find(([name]) => name.endsWith('EventDetails'))?.[1] ?? {};

/** Uuids, times and ARNs differ by nature from run to run; a recording stands them for placeholders. */
const isPlaceholder = (text: string): boolean =>
  /<[\w.:-]+>|^(date|timestamp|snf_role_arn|map_run_arn|RandomNumberGenerated)$/.test(text);

const VARYING = /^[0-9a-f]{8}-[0-9a-f]{4}-|^arn:|^\d{4}-\d\d-\d\dT|^(machine|run)$/;

const bound = (expected: string, received: Json, bindings: Map<string, Json>): boolean => {
  if (!isPlaceholder(expected)) return false;
  if (
    expected !== 'RandomNumberGenerated' &&
    !(typeof received === 'string' && (VARYING.test(received) || received.length > 0))
  )
    return false;
  if (!expected.includes('<')) return true;
  const known = bindings.get(expected);
  if (known !== undefined) return isDeepStrictEqual(known, received);
  bindings.set(expected, received);
  return true;
};

/** Whether a value is what was recorded; within a case the same placeholder stands for the same value. */
const agrees = (expected: Json | undefined, received: Json | undefined, bindings: Map<string, Json>): boolean => {
  if (expected === undefined || received === undefined) return expected === received;
  if (isDeepStrictEqual(expected, received)) return true;
  if (typeof expected === 'string') return bound(expected, received, bindings);
  if (Array.isArray(expected))
    return (
      Array.isArray(received) &&
      expected.length === received.length &&
      expected.every((each: Json, index) => agrees(each, received[index] as Json, bindings))
    );
  if (!isJsonObject(expected) || !isJsonObject(received)) return false;
  const names = Object.keys(expected);
  return (
    names.length === Object.keys(received).length &&
    names.every((name) => agrees(expected[name], received[name], bindings))
  );
};

/** Type and state name of an event: what level b compares. */
const line = (event: JsonObject): string => {
  const details = detailsOf(event);
  const name = isJsonObject(details) ? details.name : undefined;
  return `${String(event.type)} ${typeof name === 'string' ? name : ''}`;
};

/** Events of concurrent flows were recorded sorted, with lists as ids: ours are sorted in the same places. */
const inRecordedOrder = (expected: readonly JsonObject[], received: readonly JsonObject[]): readonly JsonObject[] => {
  const sorted: JsonObject[] = [];
  for (let from = 0; from < received.length; ) {
    let to = from;
    while (to < expected.length && Array.isArray(expected[to]?.id)) to += 1;
    if (to === from) {
      sorted.push(received[from] as JsonObject);
      from += 1;
      continue;
    }
    const block = [...received.slice(from, to)];
    for (const wanted of expected.slice(from, to)) {
      const wantedLine = line(wanted);
      const exact = block.findIndex(
        (event) => line(event) === wantedLine && agrees(detailsOf(wanted), detailsOf(event), new Map()),
      );
      const found = exact >= 0 ? exact : block.findIndex((event) => line(event) === wantedLine);
      const [taken] = block.splice(Math.max(0, found), 1);
      if (taken !== undefined) sorted.push({ ...taken, id: wanted.id as Json, previousEventId: 0 });
    }
    from = to;
  }
  return sorted;
};

/** Runs a recorded case that needs no service. */
export const judgeHistory = async (recorded: RecordedHistory): Promise<HistoryVerdict> => {
  const run = new PureRun(compile(textOf(recorded.definition)));
  await run.run(inputOf(recorded.input));
  const own = asRecorded(
    awsHistory(run.events, { region: 'us-east-1', data: true }) as unknown as Json,
  ) as readonly JsonObject[];
  const { events: expected } = recorded;
  const received = inRecordedOrder(expected, own);
  const [wanted, got] = [endOf(expected), endOf(received)];
  const bindings = new Map<string, Json>();
  const a = wanted?.type === got?.type && agrees(detailsOf(wanted), detailsOf(got), new Map());
  const b = expected.map(line).join('\n') === received.map(line).join('\n');
  const c =
    expected.length === received.length &&
    expected.every((event, index) =>
      agrees({ ...event, timestamp: '' }, { ...(received[index] as JsonObject), timestamp: '' }, bindings),
    );
  return { a, b, c, expected, received };
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
