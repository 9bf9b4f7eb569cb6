import type { Instant } from '../../kernel/clock.ts';
import type { Json } from '../../kernel/json.ts';
import type { TaskRequest } from './integration.ts';
import type { ReaderRequest } from './item-source.ts';

/** What reaches a running execution from outside. */
export type Signal =
  | { readonly type: 'Begin' }
  | { readonly type: 'TaskSubmitted'; readonly thread: string; readonly scheduled: number; readonly output: Json }
  | { readonly type: 'TaskSucceeded'; readonly thread: string; readonly scheduled: number; readonly output: Json }
  | {
      readonly type: 'TaskFailed';
      readonly thread: string;
      readonly scheduled: number;
      readonly error?: string;
      readonly cause?: string;
    }
  | { readonly type: 'TaskHeartbeat'; readonly thread: string; readonly scheduled: number }
  | { readonly type: 'TimerRang'; readonly timer: string }
  | { readonly type: 'ItemsRead'; readonly thread: string; readonly items: readonly Json[] }
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

/** A signal with the time and the chance that came with it: the interpreter has no others. */
export interface Received {
  readonly signal: Signal;
  readonly at: Instant;
  readonly seed: number;
  /** Unguessable; task tokens are derived from it. */
  readonly secret: string;
}

/** What is to be done in the world; released only when the events behind it are durable. */
export type Effect =
  | { readonly type: 'InvokeTask'; readonly thread: string; readonly scheduled: number; readonly request: TaskRequest }
  | { readonly type: 'IssueToken'; readonly thread: string; readonly scheduled: number; readonly token: string }
  | { readonly type: 'RevokeToken'; readonly token: string }
  | { readonly type: 'SetTimer'; readonly timer: string; readonly due: Instant }
  | { readonly type: 'CancelTimer'; readonly timer: string }
  | { readonly type: 'ReadItems'; readonly thread: string; readonly reader: ReaderRequest }
  | {
      readonly type: 'StartChild';
      readonly thread: string;
      readonly index: number;
      readonly executionArn: string;
      readonly mapRunArn: string;
      readonly flow: string;
      readonly input: Json;
    }
  | { readonly type: 'StopChildren'; readonly executionArns: readonly string[] };
