import { PutEventsCommand, type PutEventsCommandOutput, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { type ClaimDeposit, deposit } from './claim-check.ts';
import { batches, ENTRY_BYTES_LIMIT, entryBytes, entryOf } from './entry.ts';
import { PublishError, type Rejection } from './errors.ts';
import { detailOf, type OutgoingEvent } from './outgoing-event.ts';
import { type Backoff, delayOf, isRetryableCode, isRetryableError, platformTiming, type RetryTiming } from './retry.ts';
import { describeViolations } from './violations.ts';

/** As much of EventBridgeClient as publishing needs. */
export interface EventSender {
  send(command: PutEventsCommand): Promise<PutEventsCommandOutput>;
}

/** The bus that `publish` puts events on. */
export interface EventBus {
  readonly client: EventSender;
  readonly busName: string;
  /** Without it an event above the limit is rejected. */
  readonly claims?: ClaimDeposit;
  readonly backoff?: Backoff;
  readonly timing?: RetryTiming;
}

interface Prepared {
  readonly index: number;
  readonly outgoing: OutgoingEvent;
  readonly entry: PutEventsRequestEntry;
  readonly bytes: number;
}

const BATCH = { count: 10, bytes: ENTRY_BYTES_LIMIT };
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
      const code = answer?.ErrorCode ?? 'NO_ANSWER';
      return [
        [each, rejection(each, code, answer?.ErrorMessage ?? 'no event id came back', isRetryableCode(code))] as const,
      ];
    });
  } catch (error) {
    const code = error instanceof Error ? error.name : 'UnknownError';
    const message = error instanceof Error ? error.message : 'PutEvents failed';
    return batch.map((each) => [each, rejection(each, code, message, isRetryableError(error))] as const);
  }
};

interface Round {
  readonly again: readonly Prepared[];
  readonly final: readonly Rejection[];
}

/** Sends all once; what was rejected for a passing reason is for another round, unless this is the last. */
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
  let pending: readonly Prepared[] = await Promise.all(all.map((each) => checkedIn(bus, each)));
  const rejected: Rejection[] = [];
  for (let retry = 0; pending.length > 0; retry += 1) {
    if (retry > 0) await timing.wait(delayOf(backoff, retry - 1, timing.random()));
    const { again, final } = await round(bus, pending, retry + 1 >= backoff.attempts);
    rejected.push(...final);
    pending = again;
  }
  if (rejected.length > 0) throw new PublishError(rejected.toSorted((a, b) => a.index - b.index));
};
