import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Clock, scaledClock } from '../../kernel/clock.ts';
import type { Runtime, RuntimeEvents } from './runtime.ts';
import { runtimeApi } from './runtime-api.ts';

export interface ProcessOptions {
  readonly executable: string;
  readonly taskRoot: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly clock: Clock;
}

/** How long a process may take to end by itself before it is killed. */
const LAST_WORDS_MS = 500;

const wall = scaledClock({ speed: 1 });

/**
 * A custom runtime: a process that asks for its work over the Lambda Runtime API, on a loopback port of its own. What it
 * prints is its log, line by line.
 */
export const processRuntime = (options: ProcessOptions, events: RuntimeEvents): Runtime => {
  const { executable, taskRoot, variables, clock } = options;
  const api = runtimeApi(events, (deadline) => wall.now() + (deadline - clock.now()));
  let child: ReturnType<typeof spawn> | undefined;
  let over = false;
  const gone = Promise.withResolvers<void>();

  const log = (stream: Readable | null): void => {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (text) => events.message({ kind: 'log', at: clock.now(), text }));
  };
  const launch = (): void => {
    if (over) {
      gone.resolve();
      return;
    }
    const { port } = api.server.address() as AddressInfo;
    child = spawn(executable, [], {
      cwd: taskRoot,
      env: { ...variables, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    log(child.stdout);
    log(child.stderr);
    child.once('error', (error) => {
      gone.resolve();
      events.failed({ errorType: 'Runtime.InvalidEntrypoint', errorMessage: `${executable}: ${error.message}` });
    });
    child.once('exit', (code) => {
      gone.resolve();
      if (!over) events.exited(code ?? 1);
    });
  };
  api.server.once('error', (error) => events.failed({ errorType: 'Runtime.Unavailable', errorMessage: error.message }));
  api.server.listen(0, '127.0.0.1', launch);

  return {
    invoke: (message) => api.invoke(message),
    async terminate() {
      if (!over) {
        over = true;
        api.close();
        child?.kill('SIGTERM');
        const last = wall.at(wall.now() + LAST_WORDS_MS, () => void child?.kill('SIGKILL'));
        if (child === undefined) gone.resolve();
        await gone.promise;
        last.cancel();
      }
      await gone.promise;
    },
  };
};
