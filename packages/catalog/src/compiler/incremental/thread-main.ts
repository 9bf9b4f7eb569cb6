import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FromThread, Task } from './thread.ts';

const task = workerData as Task;
// As the command does for its own thread: the compiler is loaded in half the time.
enableCompileCache(join(task.root, '.carillon', 'compile-cache'));

const port = parentPort as MessagePort;
const report = (message: FromThread): void => port.postMessage(message);

const [{ buildHere }, { watchHere }, { writerAt }] = await Promise.all([
  import('./build-here.ts'),
  import('./watch-here.ts'),
  import('./writer-elsewhere.ts'),
]);
const writer = writerAt(port);

if (task.kind === 'build') {
  report({ kind: 'built', turn: await buildHere(task.root, task.options, writer) });
} else {
  const watch = await watchHere(task.root, (turn) => report({ kind: 'turned', turn }), writer);
  port.on('message', (message: unknown) => {
    if (message === 'close') void watch.close().then(() => port.close());
  });
  report({ kind: 'watching' });
}
