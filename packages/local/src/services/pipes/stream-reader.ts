import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { StreamRecord, StreamSource } from '../../kernel/sources.ts';
import { arrivalOf, type Condition, giveUp } from './dead-letter.ts';
import type { Filter } from './filter.ts';
import { codeOf, type Outcome, passage, type Taken } from './passage.ts';
import type { Pipe, StreamParameters } from './pipe.ts';
import { bisected, type Portion, type Position, type Positions } from './position.ts';
import type { Reader } from './reader.ts';

const LONGEST_PAUSE = 60_000;

/** AWS does not say how long it waits; one second, doubled up to a minute, keeps a broken target from being hammered. */
const pauseAfter = (attempts: number): number => Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(attempts - 1, 16));

const takenOf = ({ n, record }: StreamRecord): Taken => ({ id: String(record.eventID ?? n), record });

export interface StreamReaderOptions {
  readonly pipe: Pipe;
  readonly stream: StreamParameters;
  readonly source: StreamSource;
  readonly filter: Filter;
  readonly positions: Positions;
  /** Rings `wake` at `due`, also after a restart. */
  pause(kind: 'retry' | 'window', due: number): void;
  resume(kind: 'retry' | 'window'): void;
  paused(kind: 'retry' | 'window'): boolean;
}

/** One batch at a time, in the stream's order; a batch that fails holds up all behind it, as on AWS. */
export const streamReader = (kernel: Kernel, options: StreamReaderOptions): Reader => {
  const { pipe, stream, source, filter, positions } = options;
  let stopped = false;

  const positionNow = (): Position => positions.get(pipe.name) ?? { after: 0, pending: [] };
  const save = (position: Position): void => positions.put(pipe.name, position);

  const recordsOf = ({ records }: Portion): readonly StreamRecord[] => {
    const [first, last] = [records[0] ?? 0, records.at(-1) ?? 0];
    const wanted = new Set(records);
    return source.read(first - 1, last - first + 1).filter(({ n }) => wanted.has(n));
  };

  /** Dead letter and position in one transaction; false when the dead-letter queue is out of reach: nothing is given up. */
  const discard = (
    records: readonly StreamRecord[],
    why: { readonly condition: Condition; readonly reason: string },
    then: Position,
  ): boolean => {
    try {
      kernel.journal.atomically(() => {
        giveUp(kernel, pipe, source.shardId, { records, ...why });
        save(then);
      });
      return true;
    } catch (error) {
      kernel.report(error, `pipes: dead-letter queue of ${pipe.name}: ${codeOf(error)}`);
      return false;
    }
  };

  /** Gives up what is too old; false when nothing was, and the portion can go as it is. */
  const aged = (portion: Portion, records: readonly StreamRecord[], behind: Position): boolean => {
    if (stream.maximumRecordAge < 0) return false;
    const oldest = kernel.clock.now() - stream.maximumRecordAge * 1000;
    const old = records.filter((record) => arrivalOf(record) < oldest);
    if (old.length === 0) return false;
    const young = records.filter((record) => !old.includes(record)).map(({ n }) => n);
    const rest: readonly Portion[] = young.length === 0 ? [] : [{ records: young, attempts: portion.attempts }];
    const why = { condition: 'RecordAgeExceeded', reason: 'RecordAgeExceeded' } as const;
    if (!discard(old, why, { ...behind, pending: [...rest, ...behind.pending] })) retryLater(portion, behind);
    return true;
  };

  const retryLater = (portion: Portion, behind: Position): void => {
    save({ ...behind, pending: [portion, ...behind.pending] });
    options.pause('retry', kernel.clock.now() + pauseAfter(Math.max(1, portion.attempts)));
  };

  /** Splits, waits, or gives up; called in the transaction that handed over what did get through. */
  const failed = (records: readonly StreamRecord[], attempts: number, reason: string, behind: Position): void => {
    const portion: Portion = { records: records.map(({ n }) => n), attempts };
    kernel.activity.note({
      service: 'pipes',
      action: 'DeliveryFailed',
      resource: pipe.arn,
      facts: { records: records.length, attempt: attempts + 1, reason },
    });
    if (stream.bisect && records.length > 1) {
      save({ ...behind, pending: [...bisected(portion), ...behind.pending] });
      return;
    }
    const tried: Portion = { ...portion, attempts: attempts + 1 };
    if (stream.maximumRetryAttempts < 0 || tried.attempts <= stream.maximumRetryAttempts) {
      retryLater(tried, behind);
      return;
    }
    if (!discard(records, { condition: 'RetryAttemptsExhausted', reason }, behind)) retryLater(tried, behind);
  };

  const settle = (records: readonly StreamRecord[], attempts: number, outcome: Outcome, behind: Position): void => {
    const lost = records.filter((record) => outcome.failed.has(takenOf(record).id));
    const delivered = records.length - lost.length;
    if (delivered > 0)
      kernel.activity.note({
        service: 'pipes',
        action: 'RecordsDelivered',
        resource: pipe.arn,
        facts: { records: delivered },
      });
    if (lost.length === 0) save(behind);
    else failed(lost, attempts, outcome.reason ?? 'Failed', behind);
  };

  const take = async (portion: Portion, behind: Position): Promise<void> => {
    const records = recordsOf(portion);
    // What the stream no longer keeps is lost to this reader, as on AWS.
    if (records.length === 0) save(behind);
    if (records.length === 0 || aged(portion, records, behind)) return;
    // The function must not see a record that a crash could still take back.
    await kernel.journal.durable();
    if (stopped) return;
    const passing = await passage(kernel, pipe, records.map(takenOf));
    if (stopped) return;
    kernel.journal.atomically(() => settle(records, portion.attempts, passing.hand(), behind));
  };

  /** Whether fewer records than a batch are there and the window to gather more is still open. */
  const gathering = (count: number): boolean => {
    if (pipe.batchingWindowSeconds === 0 || count >= pipe.batchSize || windowOver) return false;
    if (!options.paused('window')) options.pause('window', kernel.clock.now() + pipe.batchingWindowSeconds * 1000);
    return true;
  };
  let windowOver = false;

  const readOn = async (position: Position): Promise<boolean> => {
    const fresh = source.read(position.after, pipe.batchSize);
    const last = fresh.at(-1);
    if (last === undefined || gathering(fresh.length)) return false;
    windowOver = false;
    options.resume('window');
    const wanted = fresh.filter(({ record }) => filter(record as JsonObject));
    const behind: Position = { after: last.n, pending: [] };
    if (wanted.length === 0) save(behind);
    else await take({ records: wanted.map(({ n }) => n), attempts: 0 }, behind);
    return true;
  };

  return {
    async step() {
      if (options.paused('retry')) return false;
      const position = positionNow();
      const [portion, ...others] = position.pending;
      if (portion === undefined) return readOn(position);
      await take(portion, { after: position.after, pending: others });
      return true;
    },
    windowClosed() {
      windowOver = true;
    },
    onReady: source.onReady,
    stop() {
      stopped = true;
    },
  };
};
