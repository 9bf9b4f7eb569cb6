import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FromThread, Task } from './thread.ts';

// As bin/carillon.mjs does for its own thread: the compiler is loaded in half the time.
enableCompileCache(fileURLToPath(new URL('../../../../../.carillon/compile-cache', import.meta.url)));

const task = workerData as Task;
const port = parentPort as MessagePort;
const tell = (message: FromThread): void => port.postMessage(message);

const [{ buildHere }, { watchHere }, { writerAt }] = await Promise.all([
  import('./build-here.ts'),
  import('./watch-here.ts'),
  import('./writer-elsewhere.ts'),
]);
const writer = writerAt(port);

if (task.kind === 'build') {
  tell({ kind: 'built', turn: await buildHere(task.root, task.options, writer) });
} else {
  const watch = await watchHere(task.root, (turn) => tell({ kind: 'turned', turn }), writer);
  port.on('message', (message: unknown) => {
    if (message === 'close') void watch.close().then(() => port.close());
  });
  tell({ kind: 'watching' });
}
