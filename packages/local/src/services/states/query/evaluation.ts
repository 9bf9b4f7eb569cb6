import type { Instant } from '../../../kernel/clock.ts';
import type { Json, JsonObject } from '../../../kernel/json.ts';

/**
 * A computation that is synchronous unless jsonata-js must be asked, whose `evaluate` answers by a promise. It yields
 * that promise and is resumed with its value; it performs no I/O, so a promise is settled within the same turn.
 */
export type Evaluation<T> = Generator<Promise<unknown>, T, unknown>;

/** Where random numbers, ids and time of an evaluation come from: the event that is being handled, never the platform. */
export interface Draw {
  readonly now: Instant;
  uuid(): string;
  /** A number in [0, 1). */
  random(): number;
  /** Resolves on a later turn of the event loop. */
  turn(): Promise<void>;
}

/** What an expression can see. */
export interface Scope {
  /** `$` in JSONPath; what `$states.input` names in JSONata. */
  readonly input: Json;
  /** `$$`, `$states.context`. */
  readonly context: JsonObject;
  readonly variables: Readonly<Record<string, Json>>;
  /** `$states.result`: only behind a task, a branch or a map. */
  readonly result?: Json;
  /** `$states.errorOutput`: only in a Catch. */
  readonly errorOutput?: Json;
  readonly draw: Draw;
}

/** A value computed from a scope. `undefined` never leaves it: what is nothing is an error with a place. */
export type Expression<T = Json> = (scope: Scope) => Evaluation<T>;

/** Runs to the end; a promise is returned only when jsonata-js had to be asked. */
export const run = <T>(evaluation: Evaluation<T>): T | Promise<T> => {
  const step = evaluation.next();
  return step.done === true ? step.value : resume(evaluation, step.value);
};

const resume = async <T>(evaluation: Evaluation<T>, first: Promise<unknown>): Promise<T> => {
  let waiting = first;
  for (;;) {
    const step = await waiting.then(
      (value) => evaluation.next(value),
      (error: unknown) => evaluation.throw(error),
    );
    if (step.done === true) return step.value;
    waiting = step.value;
  }
};
