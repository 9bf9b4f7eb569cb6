import type { EnvironmentMessage, FunctionError, InvokeMessage } from './protocol.ts';

/** What runs a function's code, a thread or a process. It says `ready`, then serves one invocation after another. */
export interface Runtime {
  invoke(message: InvokeMessage): void;
  terminate(): Promise<void>;
}

/** What an environment is told by its runtime. */
export interface RuntimeEvents {
  message(message: EnvironmentMessage): void;
  failed(error: FunctionError): void;
  exited(code: number): void;
  outOfMemory(): void;
}
