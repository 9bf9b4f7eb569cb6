import type { Json } from '../../kernel/json.ts';
import type { Expression } from './query/evaluation.ts';

/** What became of a state that was entered or resumed. */
export type Outcome =
  /** It waits for a later event. */
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'done';
      /** Not there for states that have none of their own (Choice, Wait, Succeed). */
      readonly result?: Json;
      /** Overrides the state's. */
      readonly next?: string;
      readonly rule?: { readonly assign: Expression | undefined; readonly output: Expression | undefined };
    };

export const WAITING: Outcome = { kind: 'waiting' };

/** A state's failure with an Amazon States Language error name; Retry and Catch are asked about it. */
export class StateFailure extends Error {
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Further names a Retry or Catch may know it by. */
  readonly aliases: readonly string[];

  constructor(error: string | undefined, reason: string | undefined, aliases: readonly string[] = []) {
    super(reason ?? error ?? 'failed');
    this.name = 'StateFailure';
    this.error = error;
    this.reason = reason;
    this.aliases = aliases;
  }
}

export const stateFailure = (
  error: string | undefined,
  cause: string | undefined,
  aliases: readonly string[] = [],
): StateFailure => new StateFailure(error, cause, aliases);
