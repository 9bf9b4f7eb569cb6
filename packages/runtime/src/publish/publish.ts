import { PutEventsCommand, type PutEventsCommandOutput, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { CodedError, describeViolations, isCoded, isRetryable, isRetryableCode } from '../errors.ts';
import { type Backoff, delayOf, platformTiming, type Timing } from '../retry.ts';
import { batches } from './batches.ts';
import { type ClaimDeposit, deposit } from './claim-check.ts';
import { detailOf, ENTRY_BYTES_LIMIT, entryBytes, entryOf, type OutgoingEvent } from './outgoing-event.ts';

/** As much of EventBridgeClient as publishing needs. */
export interface EventSender {
  send(command: PutEventsCommand): Promise<PutEventsCommandOutput>;
}

/** A bus to publish on, and how. */
export interface EventBus {
  readonly client: EventSender;
  readonly busName: string;
  /** Without it an event above the limit is rejected. */
  readonly claims?: ClaimDeposit;
  /** Default: 6 attempts, 100 ms to 5 s. */
  readonly backoff?: Backoff;
  readonly timing?: Timing;
}

/** Why an event is not on the bus. */
export interface Rejection {
  /** The event's place in the list given to `publish`. */
  readonly index: number;
  /** The event's name (detail-type). */
  readonly event: string;
  /** EventBridge's ErrorCode; INVALID_EVENT or TOO_LARGE when it was never sent; NO_ANSWER when none came for it. */
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

const LISTED = 5;

/** Some events are not on the bus; all that are not listed here are. */
export class PublishError extends CodedError {
  readonly rejected: readonly Rejection[];

  constructor(rejected: readonly Rejection[]) {
    const listed = rejected
      .slice(0, LISTED)
      .map(({ index, event, code, message }) => `#${index} ${event}: ${code}, ${message}`);
    const rest = rejected.length > LISTED ? `; and ${rejected.length - LISTED} more` : '';
    super(
      'PUBLISH_REJECTED',
      `${rejected.length} events were not published: ${listed.join('; ')}${rest}`,
      rejected.every((each) => each.retryable),
    );
    this.name = 'PublishError';
    this.rejected = rejected;
  }
}

/** Whether an error lists the events that were not published. */
export const isPublishError = (error: unknown): error is PublishError =>
  isCoded(error) && error.code === 'PUBLISH_REJECTED';

interface Prepared {
  readonly index: number;
  readonly outgoing: OutgoingEvent;
  readonly entry: PutEventsRequestEntry;
  readonly bytes: number;
}

const BATCH = { count: 10, bytes: ENTRY_BYTES_LIMIT };
const NO_ANSWER = 'NO_ANSWER';
const BACKOFF: Backoff = { attempts: 6, baseMilliseconds: 100, capMilliseconds: 5_000 };

const rejection = (
  { index, outgoing }: Omit<Prepared, 'entry' | 'bytes'>,
  code: string,
  message: string,
  retryable: boolean,
): Rejection => ({
  index,
  event: outgoing.event.name,
  code,
  message,
  retryable,
});

const prepared = (busName: string, outgoing: OutgoingEvent, index: number): Prepared => {
  const entry = entryOf(busName, outgoing, detailOf(outgoing));
  return { index, outgoing, entry, bytes: entryBytes(entry) };
};

const fault = (bus: EventBus, each: Prepared): Rejection | undefined => {
  const { event } = each.outgoing;
  const violations = event.validate(detailOf(each.outgoing));
  if (violations.length > 0)
    return rejection(each, 'INVALID_EVENT', describeViolations(event.schema, violations), false);
  if (each.bytes < ENTRY_BYTES_LIMIT || (event.claimCheck && bus.claims !== undefined)) return undefined;
  const fix = event.claimCheck ? 'give publish a claim bucket' : "declare 'x-claim-check' in its schema";
  return rejection(
    each,
    'TOO_LARGE',
    `${each.bytes} bytes, the bus takes less than ${ENTRY_BYTES_LIMIT}: ${fix}`,
    false,
  );
};

const checkedIn = async (bus: EventBus, each: Prepared): Promise<Prepared> => {
  if (each.bytes < ENTRY_BYTES_LIMIT || bus.claims === undefined) return each;
  const entry = entryOf(bus.busName, each.outgoing, await deposit(bus.claims, each.outgoing, detailOf(each.outgoing)));
  return { ...each, entry, bytes: entryBytes(entry) };
};

/** As many objects at once as a batch has entries: a large list must not open a connection for each. */
const deposited = async (bus: EventBus, all: readonly Prepared[]): Promise<readonly Prepared[]> => {
  const result: Prepared[] = [];
  for (let from = 0; from < all.length; from += BATCH.count)
    result.push(...(await Promise.all(all.slice(from, from + BATCH.count).map((each) => checkedIn(bus, each)))));
  return result;
};

/** Sends one batch; a call that fails as a whole rejects each of its entries. */
const send = async (
  bus: EventBus,
  batch: readonly Prepared[],
): Promise<readonly (readonly [Prepared, Rejection])[]> => {
  try {
    const { Entries = [] } = await bus.client.send(new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }));
    return batch.flatMap((each, place) => {
      const answer = Entries[place];
      if (answer?.ErrorCode === undefined && answer?.EventId !== undefined) return [];
      const { ErrorCode: code = NO_ANSWER, ErrorMessage: message = 'no event id came back' } = answer ?? {};
      return [[each, rejection(each, code, message, code === NO_ANSWER || isRetryableCode(code))] as const];
    });
  } catch (error) {
    const code = error instanceof Error ? error.name : 'UnknownError';
    const message = error instanceof Error ? error.message : 'PutEvents failed';
    return batch.map((each) => [each, rejection(each, code, message, isRetryable(error))] as const);
  }
};

interface Round {
  readonly again: readonly Prepared[];
  readonly final: readonly Rejection[];
}

/** Sends all once; what may be accepted later is for another round, unless this is the last. */
const round = async (bus: EventBus, pending: readonly Prepared[], last: boolean): Promise<Round> => {
  const rejected: (readonly [Prepared, Rejection])[] = [];
  for (const batch of batches(pending, BATCH)) rejected.push(...(await send(bus, batch)));
  const passing = ([, why]: readonly [Prepared, Rejection]): boolean => why.retryable && !last;
  return {
    again: rejected.filter(passing).map(([each]) => each),
    final: rejected.filter((each) => !passing(each)).map(([, why]) => why),
  };
};

/**
 * Puts events on the bus: all are validated before any is sent, at most 10 and less than 256 KB go in a call, and only
 * entries that were rejected for a passing reason are sent again, after exponential backoff with full jitter.
 *
 * An event may still arrive twice (an answer can be lost); its metadata.id tells.
 * @throws PublishError what is not on the bus; everything else is
 */
export const publish = async (bus: EventBus, events: readonly OutgoingEvent[]): Promise<void> => {
  const { backoff = BACKOFF, timing = platformTiming } = bus;
  const all = events.map((outgoing, index) => prepared(bus.busName, outgoing, index));
  const faults = all.flatMap((each) => fault(bus, each) ?? []);
  if (faults.length > 0) throw new PublishError(faults);
  let pending = await deposited(bus, all);
  const rejected: Rejection[] = [];
  for (let retry = 0; pending.length > 0; retry += 1) {
    if (retry > 0) await timing.wait(delayOf(backoff, retry - 1, timing.random()));
    const { again, final } = await round(bus, pending, retry + 1 >= backoff.attempts);
    rejected.push(...final);
    pending = again;
  }
  if (rejected.length > 0) throw new PublishError(rejected.toSorted((a, b) => a.index - b.index));
};
