import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromThread, Task } from './thread.ts';

// As bin/carillon.mjs does for its own thread: the compiler is loaded in half the time.
enableCompileCache(fileURLToPath(new URL('../../../.carillon/compile-cache', import.meta.url)));

const task = workerData as Task;
const tell = (message: FromThread): void => parentPort?.postMessage(message);

if (task.kind === 'build') {
  const { buildHere } = await import('./build-here.ts');
  tell({ kind: 'built', turn: await buildHere(task.root, task.options) });
} else {
  const { watchHere } = await import('./watch-here.ts');
  const watch = await watchHere(task.root, (turn) => tell({ kind: 'turned', turn }));
  parentPort?.once('message', () => void watch.close());
  tell({ kind: 'watching' });
}
