import type { Instant } from '../../kernel/clock.ts';
import { type Json, parseExactJson } from '../../kernel/json.ts';
import type { HistoryEvent } from './history-event.ts';
import { readIntegration, type TaskRequest } from './integration.ts';
import { hasExact } from './query/number.ts';

/** An event without what it shares with its entry: `t` is the type's code, `v` marks a visible one. */
interface Packed {
  readonly t: number;
  readonly v?: 1;
  readonly [member: string]: unknown;
}

/** The events of one decision, as they are stored: what they share is written once. */
export interface HistoryEntry {
  readonly at: Instant;
  /** Id of the last visible event before these. */
  readonly id: number;
  /** Inputs, outputs and the like; the events hold their places in this list. */
  readonly values: readonly Json[];
  /** The same as text, where a double would not give all its numbers back; then `values` is empty. */
  readonly text?: string;
  readonly events: readonly Packed[];
}

/** The code of a type is its place here: add names at the end only. */
const TYPES: readonly HistoryEvent['type'][] = [
  ...(['ExecutionStarted', 'ExecutionSucceeded', 'ExecutionFailed', 'ExecutionAborted', 'ExecutionTimedOut'] as const),
  ...(['StateEntered', 'StateExited', 'EvaluationFailed', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted'] as const),
  ...(['TaskSucceeded', 'TaskFailed', 'TaskTimedOut', 'ParallelStateStarted', 'ParallelStateSucceeded'] as const),
  ...([
    'ParallelStateFailed',
    'MapStateStarted',
    'MapStateSucceeded',
    'MapStateFailed',
    'MapIterationStarted',
  ] as const),
  ...(['MapIterationSucceeded', 'MapIterationFailed', 'MapIterationAborted', 'MapRunStarted'] as const),
  ...(['MapRunSucceeded', 'MapRunFailed', 'RetryScheduled', 'RetryStarted', 'WaitStarted', 'ThreadStarted'] as const),
  ...(['ThreadSucceeded', 'ThreadsAborted', 'HeartbeatReceived', 'NestedStarted', 'ItemsRead'] as const),
  ...([
    'ChildStarted',
    'ChildSucceeded',
    'ChildFailed',
    'ExecutionRedriven',
    'MapRunRedriven',
    'Failing',
    'ResultsAsked',
  ] as const),
];
const CODES: ReadonlyMap<string, number> = new Map(TYPES.map((type, code) => [type, code]));

const PAYLOADS = ['input', 'output', 'items', 'item', 'assigned'] as const;

/** What the entry, or the event before, says. */
const SHARED: ReadonlySet<string> = new Set(['type', 'at', 'thread', 'id']);

type Members = Record<string, unknown>;

const packedRequest = (request: TaskRequest, placeOf: (value: Json) => number): object => ({
  ...request,
  integration: request.integration.arn,
  parameters: placeOf(request.parameters),
});

const unpackedRequest = (packed: Members, values: readonly Json[]): object => ({
  ...packed,
  integration: readIntegration(String(packed.integration)),
  parameters: values[Number(packed.parameters)],
});

const storedValues = (values: readonly Json[]): Pick<HistoryEntry, 'values' | 'text'> =>
  values.some(hasExact) ? { values: [], text: JSON.stringify(values) } : { values };

const packedOf = (event: HistoryEvent, placeOf: (value: Json) => number): Members & Packed => {
  const made: Members & { t: number; v?: 1 } = { t: CODES.get(event.type) ?? -1 };
  for (const name in event) if (!SHARED.has(name)) made[name] = (event as unknown as Members)[name];
  if ('id' in event) {
    made.v = 1;
    if (event.previous === event.id - 1) delete made.previous;
  }
  for (const name of PAYLOADS) if (made[name] !== undefined) made[name] = placeOf(made[name] as Json);
  if (event.type === 'TaskScheduled') made.request = packedRequest(event.request, placeOf);
  return made;
};

/**
 * @param events of one decision: at one time, their ids without a gap
 * @param id of the last visible event before them
 */
export const encodeEvents = (events: readonly HistoryEvent[], id: number): HistoryEntry => {
  const places = new Map<Json, number>();
  const placeOf = (value: Json): number => {
    const place = places.get(value) ?? places.size;
    if (place === places.size) places.set(value, place);
    return place;
  };
  let thread = '';
  const packed = events.map((event): Packed => {
    const made = packedOf(event, placeOf);
    if (event.thread !== thread) made.thread = event.thread;
    thread = event.thread;
    return made;
  });
  return { at: events[0]?.at ?? 0, id, ...storedValues([...places.keys()]), events: packed };
};

export const decodeEvents = ({ at, id: before, events, ...stored }: HistoryEntry): readonly HistoryEvent[] => {
  const values = stored.text === undefined ? stored.values : (parseExactJson(stored.text) as readonly Json[]);
  let id = before;
  let lastThread = '';
  return events.map(({ t, v, ...packed }): HistoryEvent => {
    const { thread = lastThread, ...rest } = packed;
    lastThread = String(thread);
    const made: Members = { type: TYPES[t], ...rest, thread, at };
    if (v === 1) {
      id += 1;
      made.id = id;
      made.previous ??= id - 1;
    }
    for (const name of PAYLOADS) if (name in made) made[name] = values[Number(made[name])];
    if (made.type === 'TaskScheduled') made.request = unpackedRequest(made.request as Members, values);
    return made as unknown as HistoryEvent;
  });
};
