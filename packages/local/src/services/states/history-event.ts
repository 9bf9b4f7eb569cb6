import type { Instant } from '../../kernel/clock.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { TaskRequest } from './integration.ts';
import type { ReaderRequest, ResultTarget } from './item-source.ts';

export type StateType = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

/** One item of a Map state, as `$$.Map.Item` shows it. */
export interface MapItem {
  readonly index: number;
  readonly value: Json;
}

/** How often and why a failed attempt is made again. */
interface Failure {
  readonly error?: string;
  readonly cause?: string;
}

/**
 * What Step Functions shows in GetExecutionHistory. `id` and `previous` are its event ids; `thread` is the flow of control
 * that spoke: '0' is the execution's own, each branch and each iteration has one below it.
 */
export type VisibleFact =
  | { readonly type: 'ExecutionStarted'; readonly input: Json; readonly inputText?: string; readonly roleArn: string }
  | { readonly type: 'ExecutionSucceeded'; readonly output: Json }
  | ({ readonly type: 'ExecutionFailed' } & Failure)
  | ({ readonly type: 'ExecutionAborted' } & Failure)
  | ({ readonly type: 'ExecutionTimedOut' } & Failure)
  | { readonly type: 'ExecutionRedriven'; readonly redriveCount: number }
  | { readonly type: 'StateEntered'; readonly state: string; readonly stateType: StateType; readonly input: Json }
  | {
      readonly type: 'StateExited';
      readonly state: string;
      readonly stateType: StateType;
      readonly output: Json;
      readonly assigned?: JsonObject;
      /** The state that follows where it is not the state's own Next: a Choice's, a Catch's. */
      readonly next?: string;
    }
  | {
      readonly type: 'EvaluationFailed';
      readonly state: string;
      readonly error: string;
      readonly cause: string;
      readonly location?: string;
    }
  | { readonly type: 'TaskScheduled'; readonly request: TaskRequest }
  | { readonly type: 'TaskStarted'; readonly workerName?: string }
  | { readonly type: 'TaskSubmitted'; readonly output: Json }
  | { readonly type: 'TaskSucceeded'; readonly output: Json }
  | ({ readonly type: 'TaskFailed' } & Failure)
  | ({ readonly type: 'TaskTimedOut' } & Failure)
  | { readonly type: 'ParallelStateStarted'; readonly branches: number }
  | { readonly type: 'ParallelStateSucceeded' }
  | { readonly type: 'ParallelStateFailed' }
  | {
      readonly type: 'MapStateStarted';
      readonly length: number;
      readonly items: readonly Json[];
      readonly limit: number;
    }
  | { readonly type: 'MapStateSucceeded' }
  | { readonly type: 'MapStateFailed' }
  | { readonly type: 'MapIterationStarted'; readonly state: string; readonly index: number }
  | {
      readonly type: 'MapIterationSucceeded';
      readonly state: string;
      readonly index: number;
      /** On the last one hangs the end of the Map state. */
      readonly last: boolean;
    }
  | { readonly type: 'MapIterationFailed'; readonly state: string; readonly index: number }
  | { readonly type: 'MapIterationAborted'; readonly state: string; readonly index: number }
  | {
      readonly type: 'MapRunStarted';
      readonly mapRunArn: string;
      readonly limit: number;
      readonly tolerated: Tolerated;
      readonly reader?: ReaderRequest;
    }
  | { readonly type: 'MapRunRedriven'; readonly mapRunArn: string; readonly redriveCount: number }
  | { readonly type: 'MapRunSucceeded' }
  | ({ readonly type: 'MapRunFailed' } & Failure);

/** How many failed items a Map run bears; both hold when both are given. */
export interface Tolerated {
  readonly count?: number;
  readonly percentage?: number;
}

/** What the fold needs and the history does not show. */
export type HiddenFact =
  | { readonly type: 'RetryScheduled'; readonly retrier: number; readonly due: Instant }
  | { readonly type: 'RetryStarted' }
  /** Nothing takes the failure that comes next: a redrive goes on from here. */
  | { readonly type: 'Failing' }
  | { readonly type: 'WaitStarted'; readonly due: Instant }
  | {
      readonly type: 'ThreadStarted';
      readonly child: string;
      readonly flow: string;
      readonly index: number;
      readonly input: Json;
      readonly item?: MapItem;
      readonly previous: number;
    }
  | { readonly type: 'ThreadSucceeded'; readonly output: Json }
  | { readonly type: 'ThreadsAborted'; readonly threads: readonly string[]; readonly previous: number }
  | { readonly type: 'HeartbeatReceived' }
  /** The task waits for the end of this execution, which it started. */
  | { readonly type: 'NestedStarted'; readonly executionArn: string }
  /** A part of the items; `last` with the last one. */
  | { readonly type: 'ItemsRead'; readonly items: readonly Json[]; readonly last: boolean }
  /** All children have ended: their results are to be written. */
  | { readonly type: 'ResultsAsked'; readonly target: ResultTarget }
  /** `items` is how many of them the child works on: one, or a batch. */
  | { readonly type: 'ChildStarted'; readonly index: number; readonly executionArn: string; readonly items: number }
  | { readonly type: 'ChildSucceeded'; readonly index: number; readonly output: Json }
  | ({ readonly type: 'ChildFailed'; readonly index: number } & Failure);

export type VisibleEvent = VisibleFact & {
  readonly id: number;
  readonly previous: number;
  readonly thread: string;
  readonly at: Instant;
};
type HiddenEvent = HiddenFact & { readonly thread: string; readonly at: Instant };
export type HistoryEvent = VisibleEvent | HiddenEvent;

export const isVisible = (event: HistoryEvent): event is VisibleEvent => 'id' in event;

/** These hang on the chain of events without the next one hanging on them (recorded from AWS). */
export const SIDE_EVENTS: ReadonlySet<string> = new Set([
  'MapIterationStarted',
  'MapIterationSucceeded',
  'MapIterationFailed',
  'MapIterationAborted',
  'MapStateSucceeded',
  'ParallelStateSucceeded',
]);
