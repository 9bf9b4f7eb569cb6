import type { Instant } from '../../kernel/clock.ts';
import type { Json } from '../../kernel/json.ts';
import type { Tolerated } from './history-event.ts';
import type { TaskRequest } from './integration.ts';
import type { ReaderRequest, ResultTarget } from './item-source.ts';
import type { EndedMapRun, MapRunCounts } from './map-run-store.ts';

/** What reaches a running execution from outside. */
export type Signal =
  | { readonly type: 'Begin' }
  /** An ended execution goes on from where it failed. */
  | { readonly type: 'Redrive' }
  /** Nothing new: go on with what the last decision left. */
  | { readonly type: 'Continue' }
  | { readonly type: 'TaskSubmitted'; readonly thread: string; readonly scheduled: number; readonly output: Json }
  | { readonly type: 'TaskSucceeded'; readonly thread: string; readonly scheduled: number; readonly output: Json }
  | {
      readonly type: 'TaskFailed';
      readonly thread: string;
      readonly scheduled: number;
      readonly error?: string;
      readonly cause?: string;
    }
  /** A worker has taken the task of an activity. */
  | {
      readonly type: 'ActivityStarted';
      readonly thread: string;
      readonly scheduled: number;
      readonly workerName?: string;
    }
  | { readonly type: 'TaskHeartbeat'; readonly thread: string; readonly scheduled: number }
  | { readonly type: 'TimerFired'; readonly timer: string }
  | { readonly type: 'ItemsRead'; readonly thread: string; readonly items: readonly Json[]; readonly last: boolean }
  | { readonly type: 'ResultsWritten'; readonly thread: string }
  | { readonly type: 'ResultsNotWritten'; readonly thread: string; readonly cause: string }
  | { readonly type: 'ItemsNotRead'; readonly thread: string; readonly cause: string }
  | { readonly type: 'ChildSucceeded'; readonly thread: string; readonly index: number; readonly output: Json }
  | {
      readonly type: 'ChildFailed';
      readonly thread: string;
      readonly index: number;
      readonly error?: string;
      readonly cause?: string;
    }
  | { readonly type: 'Stop'; readonly error?: string; readonly cause?: string };

/** A signal with the time and the randomness that came with it: the interpreter has no others. */
export interface Received {
  readonly signal: Signal;
  readonly at: Instant;
  /** 256 random bits in hexadecimal, drawn when first asked for: ids and task tokens are derived from them. */
  secret(): string;
  /** Resolves on a later turn of the event loop: a long evaluation lets others go on. */
  turn(): Promise<void>;
  /** Whether there is an activity of this ARN. */
  hasActivity(activityArn: string): boolean;
  /** Notified of what a state makes of its data, stage by stage: TestState shows it. */
  inspect?(stage: Stage, value: Json): void;
}

/** The members of TestState's InspectionData that are known on the way. */
export type Stage =
  | 'afterInputPath'
  | 'afterParameters'
  | 'afterArguments'
  | 'afterItemsPath'
  | 'afterItemSelector'
  | 'afterItemBatcher'
  | 'afterItemsPointer'
  | 'result'
  | 'afterResultSelector'
  | 'afterResultPath'
  | 'maxConcurrency'
  | 'toleratedFailureCount'
  | 'toleratedFailurePercentage';

/** What is to be done in the world; released only when the events behind it are durable. */
export type Effect =
  | {
      readonly type: 'InvokeTask';
      readonly thread: string;
      readonly scheduled: number;
      readonly scheduledAt: Instant;
      readonly request: TaskRequest;
    }
  | { readonly type: 'IssueToken'; readonly thread: string; readonly scheduled: number; readonly token: string }
  | { readonly type: 'RevokeToken'; readonly token: string }
  /** The task ends when this execution does. */
  | {
      readonly type: 'AwaitExecution';
      readonly thread: string;
      readonly scheduled: number;
      readonly executionArn: string;
      readonly parsed: boolean;
    }
  | { readonly type: 'SetTimer'; readonly timer: string; readonly due: Instant }
  /** Sets the timer unless it is set: it may have fired, and what it fired for not have been handled. */
  | { readonly type: 'KeepTimer'; readonly timer: string; readonly due: Instant }
  | { readonly type: 'CancelTimer'; readonly timer: string }
  /** Reads the items behind the first `from`. */
  | { readonly type: 'ReadItems'; readonly thread: string; readonly reader: ReaderRequest; readonly from: number }
  /** A child execution that was started: its end is handed over when it has come. */
  | {
      readonly type: 'AwaitChild';
      readonly thread: string;
      readonly index: number;
      readonly executionArn: string;
      readonly mapRunArn: string;
    }
  | {
      readonly type: 'StartChild';
      readonly thread: string;
      readonly index: number;
      readonly executionArn: string;
      readonly mapRunArn: string;
      readonly flow: string;
      readonly express: boolean;
      readonly input: Json;
    }
  | { readonly type: 'WriteResults'; readonly thread: string; readonly target: ResultTarget }
  | { readonly type: 'ReopenMapRun'; readonly mapRunArn: string }
  | { readonly type: 'RedriveChild'; readonly executionArn: string }
  | {
      readonly type: 'OpenMapRun';
      readonly thread: string;
      readonly mapRunArn: string;
      readonly limit: number;
      readonly tolerated: Tolerated;
    }
  | {
      readonly type: 'CloseMapRun';
      readonly mapRunArn: string;
      readonly status: EndedMapRun['status'];
      readonly counts: MapRunCounts;
    }
  | { readonly type: 'StopChildren'; readonly executionArns: readonly string[] };
