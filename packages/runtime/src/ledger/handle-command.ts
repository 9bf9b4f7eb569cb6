import { TerminalError } from '../bus/errors.ts';
import { eventIdOf } from '../bus/event-id.ts';
import { type Backoff, delayOf, platformTiming, type RetryTiming } from '../bus/retry.ts';
import { requireNoViolations } from '../bus/violations.ts';
import type { EventDescriptor } from '../descriptor.ts';
import { type Decider, fold, type LedgerEvent } from './decider.ts';
import { type EventStore, type HeadWrite, isConflict, type RecordedEvent, type StreamAppend } from './event-store.ts';

/** What a decision was made on: a state, and where each stream and the head stood when it was read. */
export interface Loaded<State> {
  readonly state: State;
  readonly sequences: ReadonlyMap<string, number>;
  readonly head?: { readonly key: string; readonly version: number };
}

/**
 * A decider and the streams that its state is made of. `Key` names a state without a command, for who only reads it.
 */
export interface Aggregate<State, Command, Event extends LedgerEvent, Key = never> {
  readonly decider: Decider<State, Command, Event>;
  readonly descriptors: readonly EventDescriptor<string, unknown>[];
  load(store: EventStore, of: Command | Key): Promise<Loaded<State>>;
  streamOf(event: Event): string;
  /** The part of the state that the head keeps, where the aggregate has one. */
  headOf?(state: State): unknown;
}

/** When, and because of what, a command is carried out. */
export interface EventContext {
  readonly correlationId: string;
  readonly causationId?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
}

/** The ledger as one who runs commands holds it. */
export interface Ledger {
  readonly store: EventStore;
  readonly backoff?: Backoff;
  readonly timing?: RetryTiming;
}

/** What a command has led to. */
export interface Outcome<State, Event extends LedgerEvent> {
  readonly state: State;
  readonly events: readonly RecordedEvent<Event>[];
}

const BACKOFF: Backoff = { attempts: 8, baseMilliseconds: 20, capMilliseconds: 1_000 };

const recorded = <Event extends LedgerEvent>(
  descriptors: readonly EventDescriptor<string, unknown>[],
  event: Event,
  context: EventContext,
  place: { readonly stream: string; readonly sequence: number },
): RecordedEvent<Event> => {
  const descriptor = descriptors.find(({ name }) => name === event.name);
  if (descriptor === undefined)
    throw new TerminalError('EVENT_UNKNOWN', `${event.name} is not among the aggregate's descriptors`);
  // Known from its place, so that a repeated append is the same event. The name guards against a place decided twice.
  const id = eventIdOf(place.stream, place.sequence, event.name);
  const metadata = { id, ...context, schema: descriptor.schema, ...place };
  requireNoViolations(descriptor.schema, descriptor.validate({ metadata, data: event.data }));
  return { event, metadata };
};

const appends = <State, Command, Event extends LedgerEvent>(
  aggregate: Aggregate<State, Command, Event>,
  loaded: Loaded<State>,
  events: readonly Event[],
  context: EventContext,
): readonly (StreamAppend & { readonly events: readonly RecordedEvent<Event>[] })[] => {
  const byStream = Map.groupBy(events, (event) => aggregate.streamOf(event));
  return [...byStream].map(([stream, ours]) => {
    const expected = loaded.sequences.get(stream) ?? 0;
    const place = (index: number) => ({ stream, sequence: expected + index + 1 });
    return {
      stream,
      expected,
      events: ours.map((event, index) => recorded(aggregate.descriptors, event, context, place(index))),
    };
  });
};

const headWrite = <State>(loaded: Loaded<State>, before: unknown, after: unknown): HeadWrite | undefined => {
  if (loaded.head === undefined || JSON.stringify(before) === JSON.stringify(after)) return undefined;
  return { key: loaded.head.key, expected: loaded.head.version, state: after };
};

const attempt = async <State, Command, Event extends LedgerEvent>(
  store: EventStore,
  aggregate: Aggregate<State, Command, Event>,
  command: Command,
  context: EventContext,
): Promise<Outcome<State, Event>> => {
  const loaded = await aggregate.load(store, command);
  const decided = aggregate.decider.decide(loaded.state, command);
  if (decided.length === 0) return { state: loaded.state, events: [] };
  const state = fold(aggregate.decider, loaded.state, decided);
  const streams = appends(aggregate, loaded, decided, context);
  const head = headWrite(loaded, aggregate.headOf?.(loaded.state), aggregate.headOf?.(state));
  await store.append({ streams, ...(head === undefined ? {} : { head }) });
  return { state, events: streams.flatMap((each) => each.events) };
};

/**
 * load -> fold -> decide -> append where it was read; after a conflict all of it again.
 * @throws ConflictError the others were faster each time; whatever decide refuses with
 */
export const handleCommand = async <State, Command, Event extends LedgerEvent>(
  { store, backoff = BACKOFF, timing = platformTiming }: Ledger,
  aggregate: Aggregate<State, Command, Event>,
  command: Command,
  context: EventContext,
): Promise<Outcome<State, Event>> => {
  for (let retry = 0; ; retry += 1) {
    try {
      return await attempt(store, aggregate, command, context);
    } catch (error) {
      if (!isConflict(error) || retry + 1 >= backoff.attempts) throw error;
      await timing.wait(delayOf(backoff, retry, timing.random()));
    }
  }
};
