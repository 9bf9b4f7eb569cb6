/**
 * The inside of an execution environment: one worker thread, one function, one invocation at a time. It stands alone
 * (node: modules and its neighbours only).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { captureOutput } from './capture-output.ts';
import { installCloudDate } from './cloud-date.ts';
import { functionErrorOf } from './function-error.ts';
import { type Handler, HandlerError, loadHandler } from './load-handler.ts';
import type { EnvironmentData, EnvironmentMessage, FunctionError, InvokeMessage } from './protocol.ts';

const data = workerData as EnvironmentData;
const port = parentPort;
if (port === null) throw new Error('bootstrap.ts runs as a worker thread');

const send = (message: EnvironmentMessage): void => port.postMessage(message);
const time = installCloudDate(data.pace, () => performance.timeOrigin + performance.now());
let current: string | undefined;
captureOutput({
  logFormat: data.logFormat,
  now: time.now,
  requestId: () => current,
  emit: (at, text) => send({ kind: 'log', at, text }),
  later: queueMicrotask,
});

const fail = (error: FunctionError, fatal: boolean): void => {
  console.error(`${fatal ? 'Uncaught Exception' : 'Invoke Error'} \t${JSON.stringify(error)}`);
  send({ kind: 'failed', requestId: current ?? '', error, fatal });
  current = undefined;
};

process.on('uncaughtException', (error) => fail(functionErrorOf(error), true));
process.on('unhandledRejection', (reason) => {
  const { errorType, errorMessage, trace } = functionErrorOf(reason);
  const error = { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: `${errorType}: ${errorMessage}` };
  fail({ ...error, trace: trace ?? [] }, true);
});

/** The context object (Lambda Developer Guide, "Using the Lambda context object to retrieve Node.js function information"). */
const contextOf = (message: InvokeMessage): object => ({
  callbackWaitsForEmptyEventLoop: true,
  functionVersion: message.version,
  functionName: data.functionName,
  memoryLimitInMB: String(data.memoryMegabytes),
  logGroupName: data.logGroup,
  logStreamName: data.logStream,
  clientContext: undefined,
  identity: undefined,
  invokedFunctionArn: message.functionArn,
  awsRequestId: message.requestId,
  getRemainingTimeInMillis: () => Math.max(0, message.deadline - time.now()),
});

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** A callback answers at once: unlike in AWS, what is left in the event loop is not waited for. */
const call = (handler: Handler, event: unknown, context: object): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const done = (error: unknown, result?: unknown): void =>
      error === null || error === undefined ? resolve(result) : reject(error);
    const returned = data.callbacks ? handler(event, context, done) : handler(event, context);
    if (isThenable(returned)) returned.then(resolve, reject);
    else if (handler.length < 3) resolve(returned);
  });

const payloadOf = (result: unknown): string => {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch {
    throw new Error('Unable to stringify response body');
  }
};

const serve = async (handler: Handler, message: InvokeMessage): Promise<void> => {
  time.setPace(message.pace);
  current = message.requestId;
  try {
    const payload = payloadOf(await call(handler, JSON.parse(message.payload), contextOf(message)));
    if (current !== message.requestId) return;
    current = undefined;
    send({ kind: 'done', requestId: message.requestId, payload });
  } catch (error) {
    if (current === message.requestId) fail(functionErrorOf(error), false);
  }
};

try {
  const handler = await loadHandler(data.taskRoot, data.handler, data.callbacks);
  port.on('message', (message: InvokeMessage) => void serve(handler, message));
  send({ kind: 'ready' });
} catch (error) {
  const reason = error instanceof HandlerError ? error.error : functionErrorOf(error);
  console.error(`Init Error \t${JSON.stringify(reason)}`);
  send({ kind: 'initFailed', error: reason });
}
