import { Worker } from 'node:worker_threads';
import { bootstrapFile } from './bootstrap-file.ts';
import type { EnvironmentData, EnvironmentMessage } from './protocol.ts';
import type { Runtime, RuntimeEvents } from './runtime.ts';

/** Below this V8 itself does not get up. */
const LEAST_HEAP_MEGABYTES = 64;

/** V8 would take up to 48 MB for what lives shortly, in each thread. */
const YOUNG_MEGABYTES = 8;

/** Node.js code in a thread of its own, with its own environment variables and its share of memory. */
export const threadRuntime = (
  data: EnvironmentData,
  variables: Record<string, string>,
  events: RuntimeEvents,
): Runtime => {
  const worker = new Worker(bootstrapFile(), {
    workerData: data,
    env: variables,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.max(LEAST_HEAP_MEGABYTES, data.memoryMegabytes),
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
  });
  worker.on('message', (message: EnvironmentMessage) => events.message(message));
  worker.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') events.outOfMemory();
    else events.failed({ errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') });
  });
  worker.on('exit', (code) => events.exited(code));
  // What node itself prints from inside (warnings of the process) has no place in the function's log.
  worker.stdout.resume();
  worker.stderr.resume();
  return {
    invoke: (message) => worker.postMessage(message),
    async terminate() {
      await worker.terminate();
    },
  };
};
