import { requireValid } from '../catalog.ts';
import type { EventDescriptor } from '../descriptor.ts';
import { TerminalError } from '../errors.ts';
import {
  type EventStore,
  isConflict,
  type RecordedEvent,
  type SharedStateWrite,
  type StreamAppend,
} from '../event-store/event-store.ts';
import { eventIdOf } from '../publish/outgoing-event.ts';
import { type Backoff, delayOf, platformTiming, type Timing } from '../retry.ts';
import { type Decider, fold, type LedgerEvent } from './decider.ts';

/** What a decision was made on: a state, and where each stream and the shared state stood when it was read. */
export interface Loaded<State> {
  readonly state: State;
  /** The sequence of each stream's last event; 0, or absent, for a stream without events. */
  readonly sequences: ReadonlyMap<string, number>;
  readonly shared?: { readonly key: string; readonly version: number };
}

/**
 * A decider and its place in the ledger: what is decided together, under one lock. `Scope` says which part of the ledger
 * a state is made of, such as a run's id; a state can be read by its scope alone.
 */
export interface Aggregate<State, Command, Event extends LedgerEvent, Scope> {
  readonly decider: Decider<State, Command, Event>;
  readonly events: readonly EventDescriptor[];
  /** The scope that a command is decided on. */
  scopeOf(command: Command): Scope;
  load(store: EventStore<Event>, scope: Scope): Promise<Loaded<State>>;
  streamOf(event: Event): string;
  /** The part of the state that the shared state keeps, where the aggregate has one. */
  sharedOf?(state: State): unknown;
}

/** When, and because of what, a command is carried out. */
export interface EventContext {
  readonly correlationId: string;
  readonly causationId?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
}

/** A store and how to retry, as {@link handleCommand} needs them. */
export interface Ledger<Event extends LedgerEvent = LedgerEvent> {
  readonly store: EventStore<Event>;
  /** Default: 8 attempts, 20 ms to 1 s. */
  readonly backoff?: Backoff;
  readonly timing?: Timing;
}

/** The state after a command, and what it has appended: nothing when it was decided before. */
export interface Outcome<State, Event extends LedgerEvent> {
  readonly state: State;
  readonly events: readonly RecordedEvent<Event>[];
}

const BACKOFF: Backoff = { attempts: 8, baseMilliseconds: 20, capMilliseconds: 1_000 };

const recorded = <Event extends LedgerEvent>(
  events: readonly EventDescriptor[],
  event: Event,
  context: EventContext,
  place: { readonly stream: string; readonly sequence: number },
): RecordedEvent<Event> => {
  const descriptor = events.find(({ name }) => name === event.name);
  if (descriptor === undefined)
    throw new TerminalError('EVENT_UNKNOWN', `${event.name} is not an event of the aggregate`);
  // Known from its place, so that a repeated append is the same event. The name guards against a place decided twice.
  const id = eventIdOf(place.stream, place.sequence, event.name);
  const metadata = { id, ...context, schema: descriptor.schema, ...place };
  requireValid(descriptor, { metadata, data: event.data });
  return { event, metadata };
};

const appends = <State, Command, Event extends LedgerEvent, Scope>(
  aggregate: Aggregate<State, Command, Event, Scope>,
  loaded: Loaded<State>,
  decided: readonly Event[],
  context: EventContext,
): readonly StreamAppend<Event>[] => {
  const byStream = Map.groupBy(decided, (event) => aggregate.streamOf(event));
  return [...byStream].map(([stream, own]) => {
    const expected = loaded.sequences.get(stream) ?? 0;
    const place = (index: number) => ({ stream, sequence: expected + index + 1 });
    const events = own.map((event, index) => recorded(aggregate.events, event, context, place(index)));
    return { stream, expected, events };
  });
};

/** Nothing where it stays as it is: a write of each event would make every run wait for every other one's. */
const sharedWrite = <State>(loaded: Loaded<State>, before: unknown, after: unknown): SharedStateWrite | undefined => {
  if (loaded.shared === undefined || JSON.stringify(before) === JSON.stringify(after)) return undefined;
  return { key: loaded.shared.key, expected: loaded.shared.version, state: after };
};

const attempt = async <State, Command, Event extends LedgerEvent, Scope>(
  store: EventStore<Event>,
  aggregate: Aggregate<State, Command, Event, Scope>,
  command: Command,
  context: EventContext,
): Promise<Outcome<State, Event>> => {
  const loaded = await aggregate.load(store, aggregate.scopeOf(command));
  const decided = aggregate.decider.decide(loaded.state, command);
  if (decided.length === 0) return { state: loaded.state, events: [] };
  const state = fold(aggregate.decider, loaded.state, decided);
  const streams = appends(aggregate, loaded, decided, context);
  const shared = sharedWrite(loaded, aggregate.sharedOf?.(loaded.state), aggregate.sharedOf?.(state));
  await store.append({ streams, ...(shared === undefined ? {} : { shared }) });
  return { state, events: streams.flatMap(({ events }) => events) };
};

/**
 * The command handler: load -> fold -> decide -> append where it was read; after a conflict all of it again.
 * @throws ConflictError the others were faster each time; whatever decide refuses with
 */
export const handleCommand = async <State, Command, Event extends LedgerEvent, Scope>(
  { store, backoff = BACKOFF, timing = platformTiming }: Ledger<Event>,
  aggregate: Aggregate<State, Command, Event, Scope>,
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
