import type { Pace } from '../../kernel/clock.ts';

/** What a function's own error object holds, as the Runtime API carries it (Lambda Developer Guide, "Runtime API"). */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export type LogFormat = 'Text' | 'JSON';

/** What an environment is started with. */
export interface EnvironmentData {
  readonly handler: string;
  readonly taskRoot: string;
  /** `nodejs22.x` is the last runtime that takes callbacks. */
  readonly callbacks: boolean;
  readonly functionName: string;
  readonly memoryMegabytes: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: LogFormat;
  readonly pace: Pace;
}

export interface InvokeMessage {
  readonly requestId: string;
  readonly payload: string;
  readonly functionArn: string;
  readonly version: string;
  /** The cloud's instant at which the invocation times out. */
  readonly deadline: number;
  readonly pace: Pace;
}

export type EnvironmentMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'initFailed'; readonly error: FunctionError }
  | { readonly kind: 'log'; readonly at: number; readonly text: string }
  | { readonly kind: 'done'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly error: FunctionError; readonly fatal: boolean };
