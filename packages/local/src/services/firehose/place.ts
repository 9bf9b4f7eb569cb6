import { errorsOf, partitionOf, type Waiting } from './buffer.ts';
import { failed, type Outcome } from './transform.ts';

export interface Placing {
  readonly stream: string;
  readonly lambdaArn: string;
  readonly attempts: number;
  readonly now: number;
  isActive(id: string): boolean;
  /** How many partitions may become active yet. */
  readonly room: number;
}

type Failed = Extract<Outcome, { kind: 'failed' }>;

/** One line of an object under the error prefix (Firehose Developer Guide, "Handle failure in data transformation"). */
const errorLine = ({ record, code, message }: Failed, { attempts, now, lambdaArn }: Placing): Waiting => {
  const line = {
    attemptsMade: attempts,
    arrivalTimestamp: record.at,
    errorCode: code,
    errorMessage: message,
    attemptEndingTimestamp: now,
    rawData: record.data,
    lambdaArn,
  };
  return { data: Buffer.from(`${JSON.stringify(line)}\n`).toString('base64'), at: record.at };
};

/** Which records go to which buffer: the partition's, or the stream's errors. What was dropped goes nowhere. */
export const place = (outcomes: readonly Outcome[], placing: Placing): ReadonlyMap<string, readonly Waiting[]> => {
  const placed = new Map<string, Waiting[]>();
  const into = (id: string, record: Waiting): void => {
    const there = placed.get(id);
    if (there === undefined) placed.set(id, [record]);
    else there.push(record);
  };
  const fail = (outcome: Outcome): void => {
    if (outcome.kind === 'failed') into(errorsOf(placing.stream), errorLine(outcome, placing));
  };
  let { room } = placing;
  const mayEnter = (id: string): boolean => {
    if (placed.has(id) || placing.isActive(id)) return true;
    room -= 1;
    return room >= 0;
  };
  for (const outcome of outcomes) {
    if (outcome.kind !== 'ok') {
      fail(outcome);
      continue;
    }
    const id = partitionOf(placing.stream, outcome.partition);
    if (mayEnter(id)) into(id, outcome.record);
    else fail(failed(outcome.record, 'DynamicPartitioning.ActivePartitionsLimitExceeded'));
  }
  return placed;
};
