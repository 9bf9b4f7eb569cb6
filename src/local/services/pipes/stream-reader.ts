import { isAwsError } from '../../kernel/errors.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { StreamRecord, StreamSource } from '../../kernel/sources.ts';
import type { Pipe, StreamSettings } from './pipe.ts';
import { enrich, filterOf, handOver } from './through.ts';

/** Where a reader stands: all up to `position` is settled; a failed batch is worked off piece by piece. */
export interface Standing {
  readonly position: number;
  readonly pieces: readonly Piece[];
}

/** Records above `after` up to and with `upTo`, and how often they failed together. */
interface Piece {
  readonly after: number;
  readonly upTo: number;
  readonly attempts: number;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

const arrivalOf = ({ record }: StreamRecord): number => {
  const { dynamodb } = record;
  return isJsonObject(dynamodb) ? Number(dynamodb.ApproximateCreationDateTime ?? 0) * 1000 : 0;
};

const sequenceOf = ({ record, n }: StreamRecord): string => {
  const { dynamodb } = record;
  return isJsonObject(dynamodb) ? String(dynamodb.SequenceNumber ?? n) : String(n);
};

/** The record of a failed batch: where it lies in the stream and why, without what it holds (User Guide, "Pipes dead-letter queue"). */
const deadLetter = (
  pipe: Pipe,
  source: StreamSource,
  records: readonly StreamRecord[],
  failure: { condition: string; now: number },
): JsonObject => {
  const [first, last] = [records[0], records.at(-1)];
  const instant = (record: StreamRecord | undefined): string =>
    new Date(record === undefined ? 0 : arrivalOf(record)).toISOString();
  return {
    context: { partnerResourceArn: pipe.arn, condition: failure.condition },
    version: '1.0',
    timestamp: new Date(failure.now).toISOString(),
    DDBStreamBatchInfo: {
      shardId: source.shardId,
      startSequenceNumber: first === undefined ? '' : sequenceOf(first),
      endSequenceNumber: last === undefined ? '' : sequenceOf(last),
      approximateArrivalOfFirstRecord: instant(first),
      approximateArrivalOfLastRecord: instant(last),
      batchSize: records.length,
      streamArn: pipe.sourceArn,
    },
  };
};

export interface Reader {
  /** Reads on until there is nothing left, or a failure asks for a pause. */
  wake(): void;
  stop(): Promise<void>;
}

/** Reads one stream for one pipe, in order; its place moves in the transaction that hands the events over. */
export const streamReader = (kernel: Kernel, pipe: Pipe, source: StreamSource, settings: StreamSettings): Reader => {
  const { journal, alarms, clock, activity } = kernel;
  const standings = journal.table<Standing>('pipes_standings');
  const passes = filterOf(pipe);
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const standing = (): Standing => {
    const known = standings.get(pipe.name);
    if (known !== undefined) return known;
    const fresh: Standing = { position: settings.startingPosition === 'LATEST' ? source.latest() : 0, pieces: [] };
    standings.put(pipe.name, fresh);
    return fresh;
  };
  const recordsOf = ({ after, upTo }: Piece): readonly StreamRecord[] =>
    source.read(after, settings.batchSize).filter(({ n }) => n <= upTo);

  const settle = ({ position, pieces }: Standing, piece: Piece): void => {
    const rest = pieces.filter((each) => each.after !== piece.after);
    standings.put(pipe.name, { position: rest.length === 0 ? Math.max(position, piece.upTo) : position, pieces: rest });
  };
  const failed = (piece: Piece, records: readonly StreamRecord[], error: unknown): void => {
    const attempts = piece.attempts + 1;
    const { maximumRetryAttempts: most, maximumRecordAgeSeconds: age } = settings;
    const code = isAwsError(error) ? error.code : 'InternalFailure';
    activity.note({
      service: 'pipes',
      action: 'ExecutionFailed',
      resource: pipe.arn,
      facts: { code, attempts, records: records.length },
    });
    const tooOften = most >= 0 && attempts > most;
    const tooOld = age >= 0 && records.some((record) => clock.now() - arrivalOf(record) > age * 1000);
    const now = standing();
    const others = now.pieces.filter((each) => each.after !== piece.after);
    const middle = records[Math.ceil(records.length / 2) - 1]?.n ?? piece.upTo;
    if (settings.bisects && records.length > 1 && !tooOld) {
      const halves = [
        { after: piece.after, upTo: middle, attempts: 0 },
        { after: middle, upTo: piece.upTo, attempts: 0 },
      ];
      standings.put(pipe.name, { ...now, pieces: [...halves, ...others] });
    } else if (tooOften || tooOld) {
      bury(records, tooOld ? 'MaximumRecordAgeExceeded' : 'RetryAttemptsExhausted', code);
      settle(now, piece);
    } else {
      standings.put(pipe.name, { ...now, pieces: [{ ...piece, attempts }, ...others] });
      alarms.set(
        'pipes_retry',
        pipe.name,
        clock.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** piece.attempts),
      );
    }
  };
  const bury = (records: readonly StreamRecord[], condition: string, code: string): void => {
    const { deadLetterArn } = settings;
    const action = deadLetterArn === undefined ? 'BatchDropped' : 'BatchDeadLettered';
    activity.note({
      service: 'pipes',
      action,
      resource: pipe.arn,
      facts: { condition, code, records: records.length },
    });
    if (deadLetterArn === undefined) return;
    const body = JSON.stringify(deadLetter(pipe, source, records, { condition, now: clock.now() }));
    kernel.targets.deliver(deadLetterArn, { body, caller: pipe.roleArn, attributes: { errorCode: code } });
  };

  /** The piece to work on next; a fresh batch is noted before its first attempt, so that a failure finds it again. */
  const nextPiece = (): Piece | undefined => {
    const now = standing();
    if (now.pieces[0] !== undefined) return now.pieces[0];
    const upTo = source.read(now.position, settings.batchSize).at(-1)?.n;
    if (upTo === undefined) return undefined;
    const piece: Piece = { after: now.position, upTo, attempts: 0 };
    standings.put(pipe.name, { ...now, pieces: [piece] });
    return piece;
  };
  const work = async (piece: Piece, records: readonly StreamRecord[]): Promise<void> => {
    const wanted = records.map(({ record }) => record).filter(passes);
    const events = wanted.length === 0 ? [] : await enrich(kernel, pipe, wanted);
    if (stopped) return;
    journal.atomically(() => {
      handOver(kernel, pipe, events);
      settle(standing(), piece);
    });
    const facts = { records: wanted.length };
    if (wanted.length > 0) activity.note({ service: 'pipes', action: 'ExecutionSucceeded', resource: pipe.arn, facts });
  };
  /** One batch, or one piece of a failed one. Answers whether there may be more to do at once. */
  const step = async (): Promise<boolean> => {
    const piece = alarms.due('pipes_retry', pipe.name) === undefined ? nextPiece() : undefined;
    if (piece === undefined) return false;
    const records = recordsOf(piece);
    try {
      await work(piece, records);
    } catch (error) {
      if (!stopped) failed(piece, records, error);
    }
    return !stopped;
  };
  const run = async (): Promise<void> => {
    do {
      again = false;
      while (await step());
    } while (again && !stopped);
  };
  const wake = (): void => {
    if (stopped) return;
    again = true;
    running ??= run()
      .catch((error: unknown) => kernel.report(error, `pipes: ${pipe.name}`))
      .finally(() => {
        running = undefined;
        if (again) wake();
      });
  };
  const silence = source.onReady(() => journal.afterCommit(wake));
  return {
    wake,
    async stop() {
      stopped = true;
      silence();
      await running;
    },
  };
};
