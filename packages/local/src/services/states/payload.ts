import type { Json } from '../../kernel/json.ts';
import { StateFailure } from './outcome.ts';

/** Quota "Maximum input or result size for a task, state, or execution": 256 KiB of UTF-8. */
export const PAYLOAD_LIMIT = 262_144;

/** @throws StateFailure States.DataLimitExceeded */
export const withinLimit = (value: Json, state: string): Json => {
  const text = JSON.stringify(value);
  // A UTF-16 unit takes at most three bytes: short texts need no count.
  if (text.length * 3 <= PAYLOAD_LIMIT || Buffer.byteLength(text) <= PAYLOAD_LIMIT) return value;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
};
