import type { Clock, Instant, Timer } from '../../kernel/clock.ts';
import { guarded, type Report } from '../../kernel/isolate.ts';
import type { LogWriter } from './log-writer.ts';
import { reportLines, startLine } from './platform-lines.ts';
import { processRuntime } from './process-runtime.ts';
import type { EnvironmentData, EnvironmentMessage, FunctionError } from './protocol.ts';
import type { Runtime, RuntimeEvents } from './runtime.ts';
import { threadRuntime } from './thread-runtime.ts';

export interface InvocationRequest {
  readonly requestId: string;
  readonly payload: string;
  readonly functionArn: string;
  readonly version: string;
}

export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | {
      readonly ok: false;
      readonly error: FunctionError;
      /** The cloud is stopping: this says nothing about the function, the invocation is to be taken up again. */
      readonly abandoned?: true;
    };

export interface EnvironmentOptions {
  readonly data: Omit<EnvironmentData, 'pace'>;
  readonly variables: Record<string, string>;
  /** Started instead of a thread: a custom runtime's program. */
  readonly executable?: string;
  readonly timeoutSeconds: number;
  readonly clock: Clock;
  readonly log: LogWriter;
  readonly report: Report;
}

/** One execution environment: a thread or a process that serves one invocation at a time until it is ended. */
export interface Environment {
  /** Never rejects: what goes wrong inside a function is its outcome. */
  invoke(request: InvocationRequest): Promise<Outcome>;
  readonly ended: boolean;
  end(): Promise<void>;
}

/** A cold start may last this long on the cloud's clock (AWS gives 10 s on a machine that does nothing else). */
const INIT_LIMIT_MS = 60_000;

interface Running {
  readonly request: InvocationRequest;
  readonly resolve: (outcome: Outcome) => void;
  /** Ends the wait for the environment, then the invocation. */
  timer: Timer;
  begun?: Instant;
}

const abandoned: Outcome = {
  ok: false,
  error: { errorType: 'Runtime.ExitError', errorMessage: 'The execution environment was ended.' },
  abandoned: true,
};

const exitError = (requestId: string, code: number): FunctionError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited ${code === 0 ? 'without providing a reason' : `with error: exit status ${code}`}`,
});

const outOfMemory = (requestId: string): FunctionError => ({
  errorType: 'Runtime.OutOfMemory',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
});

/** Lambda Developer Guide, "Troubleshoot execution issues": the message of a function that ran out of time. */
const timedOut = (requestId: string, seconds: number): FunctionError => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
});

export const startEnvironment = (options: EnvironmentOptions): Environment => {
  const { clock, log, timeoutSeconds } = options;
  let ready = false;
  let ended = false;
  let failure: FunctionError | undefined;
  let running: Running | undefined;

  const report = ({ request, begun }: Running, outcome: Outcome): void => {
    if (begun === undefined) return;
    const { memoryMegabytes, logFormat } = options.data;
    const at = clock.now();
    const failed = outcome.ok ? {} : { errorType: outcome.error.errorType };
    const finished = { requestId: request.requestId, durationMs: at - begun, memoryMegabytes, ...failed };
    for (const text of reportLines(logFormat, at, finished)) log.write({ at, text });
  };
  const settle = (outcome: Outcome): void => {
    const settled = running;
    running = undefined;
    if (settled === undefined) return;
    settled.timer.cancel();
    report(settled, outcome);
    settled.resolve(outcome);
  };
  const end = async (): Promise<void> => {
    ended = true;
    settle(abandoned);
    await runtime.terminate();
  };
  const die = (error: FunctionError): void => {
    ended = true;
    failure ??= error;
    settle({ ok: false, error });
    runtime.terminate().catch(() => undefined);
  };
  const begin = (): void => {
    if (running === undefined) return;
    const { request } = running;
    const begun = clock.now();
    const deadline = begun + timeoutSeconds * 1_000;
    running.timer.cancel();
    running.begun = begun;
    running.timer = clock.at(deadline, () => {
      const text = `${new Date(deadline).toISOString()} ${request.requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
      log.write({ at: clock.now(), text });
      die(timedOut(request.requestId, timeoutSeconds));
    });
    log.write({ at: begun, text: startLine(options.data.logFormat, begun, request.requestId, request.version) });
    // Whoever runs a function holds the clock, so its pace stays until the answer.
    runtime.invoke({ ...request, deadline, pace: clock.pace() });
  };

  const on: {
    readonly [K in EnvironmentMessage['kind']]: (message: Extract<EnvironmentMessage, { kind: K }>) => void;
  } = {
    ready() {
      ready = true;
      begin();
    },
    initFailed: ({ error }) => die(error),
    log: (message) => log.write(message),
    done({ requestId, payload }) {
      if (running?.request.requestId === requestId) settle({ ok: true, payload });
    },
    failed({ requestId, error, fatal }) {
      if (fatal) die(error);
      else if (running?.request.requestId === requestId) settle({ ok: false, error });
    },
  };
  const requestId = (): string => running?.request.requestId ?? '';
  const heard = <A extends unknown[]>(listener: (...args: A) => void): ((...args: A) => void) =>
    guarded(listener, options.report, `lambda: environment of ${options.data.functionName}`);
  const events: RuntimeEvents = {
    message: heard((message) => {
      if (!ended) (on[message.kind] as (message: EnvironmentMessage) => void)(message);
    }),
    failed: heard(die),
    exited: heard((code) => die(exitError(requestId(), code))),
    outOfMemory: heard(() => die(outOfMemory(requestId()))),
  };
  const { data, variables, executable } = options;
  const runtime: Runtime =
    executable === undefined
      ? threadRuntime({ ...data, pace: clock.pace() }, variables, events)
      : processRuntime({ executable, taskRoot: data.taskRoot, variables, clock }, events);

  return {
    get ended() {
      return ended;
    },
    end,
    invoke: (request) =>
      new Promise((resolve) => {
        if (ended) return resolve({ ok: false, error: failure ?? exitError(request.requestId, 0) });
        const late = clock.at(clock.now() + INIT_LIMIT_MS, () =>
          die(timedOut(request.requestId, INIT_LIMIT_MS / 1_000)),
        );
        running = { request, resolve, timer: late };
        if (ready) begin();
      }),
  };
};
