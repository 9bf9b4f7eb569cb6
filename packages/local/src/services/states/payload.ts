import { type Json, MOST_LEVELS } from '../../kernel/json.ts';
import { StateFailure } from './outcome.ts';

/** Quota "Maximum input or result size for a task, state, or execution": 256 KiB of UTF-8. */
export const PAYLOAD_LIMIT = 262_144;

/** A control character is written as six bytes, any other UTF-16 unit as three at the most. */
const LONGEST_UNIT = 6;
const LONGEST_NUMBER = 25;

/** Thrown by `sizeBound` for JSON that is nested too deep. */
export class TooDeep extends Error {}

/**
 * At least as many bytes as the value has in JSON; gives up above `limit`. Much cheaper than writing the text.
 * @throws TooDeep
 */
export const sizeBound = (value: Json, limit: number, depth = 0): number => {
  if (typeof value === 'string') return value.length * LONGEST_UNIT + 2;
  if (typeof value !== 'object' || value === null) return LONGEST_NUMBER;
  if (depth >= MOST_LEVELS) throw new TooDeep();
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) {
      size += sizeBound(item, limit - size, depth + 1) + 1;
      if (size > limit) break;
    }
    return size;
  }
  for (const name in value) {
    size +=
      name.length * LONGEST_UNIT +
      4 +
      sizeBound((value as Record<string, Json>)[name] as Json, limit - size, depth + 1);
    if (size > limit) break;
  }
  return size;
};

const tooLarge = (state: string): StateFailure =>
  new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** Bytes at the most, for counting work. @throws StateFailure States.DataLimitExceeded, States.Runtime */
export const checkedSize = (value: Json, state: string): number => {
  try {
    const bound = sizeBound(value, PAYLOAD_LIMIT);
    if (bound <= PAYLOAD_LIMIT) return bound;
    const size = Buffer.byteLength(JSON.stringify(value));
    if (size <= PAYLOAD_LIMIT) return size;
  } catch (error) {
    if (!(error instanceof TooDeep || error instanceof RangeError)) throw error;
    throw new StateFailure('States.Runtime', `The data of '${state}' is nested deeper than ${MOST_LEVELS} levels.`);
  }
  throw tooLarge(state);
};
