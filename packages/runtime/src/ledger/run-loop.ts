import { type Backoff, delayOf, type Pace, platformPace } from '../bus/backoff.ts';
import { TerminalError } from '../bus/errors.ts';
import { eventIdOf } from '../bus/event-id.ts';
import type { EventDescriptor } from '../descriptor.ts';
import { isConflict } from './conflict-error.ts';
import { type Decider, fold, type LedgerEvent } from './decider.ts';
import type { EventStore, HeadWrite, RecordedEvent, StreamAppend } from './event-store.ts';

/** What a decision was made on: a state, and where each stream and the head stood when it was read. */
export interface Loaded<State> {
  readonly state: State;
  readonly sequences: ReadonlyMap<string, number>;
  readonly head?: { readonly key: string; readonly version: number };
}

/** A decider and its place in the ledger. */
export interface Process<State, Command, Event extends LedgerEvent> {
  readonly decider: Decider<State, Command, Event>;
  readonly descriptors: readonly EventDescriptor<string, unknown>[];
  load(store: EventStore, command: Command): Promise<Loaded<State>>;
  streamOf(event: Event): string;
  /** The part of the state that the head keeps, where the process has one. */
  headOf?(state: State): unknown;
}

/** When, and because of what, a command is carried out. */
export interface Occasion {
  readonly correlationId: string;
  readonly causationId?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
}

/** The ledger as one who runs commands holds it. */
export interface Ledger {
  readonly store: EventStore;
  readonly backoff?: Backoff;
  readonly pace?: Pace;
}

export interface Outcome<State, Event extends LedgerEvent> {
  readonly state: State;
  readonly events: readonly RecordedEvent<Event>[];
}

const BACKOFF: Backoff = { attempts: 8, baseMilliseconds: 20, capMilliseconds: 1_000 };

const recorded = <Event extends LedgerEvent>(
  descriptors: readonly EventDescriptor<string, unknown>[],
  event: Event,
  occasion: Occasion,
  place: { readonly stream: string; readonly sequence: number },
): RecordedEvent<Event> => {
  const descriptor = descriptors.find(({ name }) => name === event.name);
  if (descriptor === undefined)
    throw new TerminalError('EVENT_UNKNOWN', `${event.name} is none of the process's descriptors`);
  // Known from its place, so that a repeated append is the same event. The name guards against a place decided twice.
  const id = eventIdOf(place.stream, place.sequence, event.name);
  const metadata = { id, ...occasion, schema: descriptor.schema, ...place };
  const violations = descriptor.validate({ metadata, data: event.data });
  if (violations.length === 0) return { event, metadata };
  const shown = violations.slice(0, 3).map(({ pointer, message }) => `${pointer || '/'} ${message}`);
  throw new TerminalError('INVALID_EVENT', `${descriptor.schema}: ${shown.join(', ')}`);
};

const appends = <State, Command, Event extends LedgerEvent>(
  process: Process<State, Command, Event>,
  loaded: Loaded<State>,
  events: readonly Event[],
  occasion: Occasion,
): readonly (StreamAppend & { readonly events: readonly RecordedEvent<Event>[] })[] => {
  const byStream = Map.groupBy(events, (event) => process.streamOf(event));
  return [...byStream].map(([stream, ours]) => {
    const expected = loaded.sequences.get(stream) ?? 0;
    const place = (index: number) => ({ stream, sequence: expected + index + 1 });
    return {
      stream,
      expected,
      events: ours.map((event, index) => recorded(process.descriptors, event, occasion, place(index))),
    };
  });
};

const headWrite = <State>(loaded: Loaded<State>, before: unknown, after: unknown): HeadWrite | undefined => {
  if (loaded.head === undefined || JSON.stringify(before) === JSON.stringify(after)) return undefined;
  return { key: loaded.head.key, expected: loaded.head.version, state: after };
};

const attempt = async <State, Command, Event extends LedgerEvent>(
  store: EventStore,
  process: Process<State, Command, Event>,
  command: Command,
  occasion: Occasion,
): Promise<Outcome<State, Event>> => {
  const loaded = await process.load(store, command);
  const decided = process.decider.decide(loaded.state, command);
  if (decided.length === 0) return { state: loaded.state, events: [] };
  const state = fold(process.decider, loaded.state, decided);
  const streams = appends(process, loaded, decided, occasion);
  const head = headWrite(loaded, process.headOf?.(loaded.state), process.headOf?.(state));
  await store.append({ streams, ...(head === undefined ? {} : { head }) });
  return { state, events: streams.flatMap((each) => each.events) };
};

/**
 * load -> fold -> decide -> append where it was read; after a conflict all of it again.
 * @throws ConflictError the others were faster each time; whatever decide refuses with
 */
export const runCommand = async <State, Command, Event extends LedgerEvent>(
  { store, backoff = BACKOFF, pace = platformPace }: Ledger,
  process: Process<State, Command, Event>,
  command: Command,
  occasion: Occasion,
): Promise<Outcome<State, Event>> => {
  for (let retry = 0; ; retry += 1) {
    try {
      return await attempt(store, process, command, occasion);
    } catch (error) {
      if (!isConflict(error) || retry + 1 >= backoff.attempts) throw error;
      await pace.wait(delayOf(backoff, retry, pace.chance()));
    }
  }
};
