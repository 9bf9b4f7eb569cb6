import { extname } from 'node:path';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { listFiles } from '../load/read-source.ts';
import type { BuildOptions, TimedTurn, Turn } from './turn.ts';
import { writeFor } from './writer-elsewhere.ts';

/** What a thread of the compiler is for. */
export type Task =
  | { readonly kind: 'build'; readonly root: string; readonly options: BuildOptions }
  | { readonly kind: 'watch'; readonly root: string };

/** What it tells. */
export type FromThread =
  | { readonly kind: 'built'; readonly turn: Turn }
  | { readonly kind: 'turned'; readonly turn: TimedTurn }
  | { readonly kind: 'watching' };

/** A smaller catalog is compiled before a thread has loaded the compiler. */
const MANY = 100;

/** Whether a catalog is large enough for its memory to matter. */
export const isLarge = (root: string): boolean => sizeOf(root) > MANY;

const sizeOf = (root: string): number => listFiles(root, 'catalog').length;

/**
 * Only a thread can be told how much memory it may take (Node.js, worker_threads, `resourceLimits`). V8 collects old objects
 * the later the more of them there may be, 4 GB otherwise: a large build then holds half as much again as it does so, at
 * the same speed. What it needs is less than 0.1 MB a file.
 */
const limitsFor = (files: number): ResourceLimits => ({
  maxYoungGenerationSizeMb: 32,
  maxOldGenerationSizeMb: Math.max(400, Math.ceil(files * 0.4)),
});

/** Starts a thread; what it makes of files is written by this one. */
export function startThread(task: Task): Worker {
  const thread = new Worker(new URL(`thread-main${extname(import.meta.url)}`, import.meta.url), {
    workerData: task,
    resourceLimits: limitsFor(sizeOf(task.root)),
  });
  writeFor(thread);
  return thread;
}

/** Carries out a task to its end. @throws what the thread threw */
export function runInThread(task: Task & { readonly kind: 'build' }): Promise<Turn> {
  const thread = startThread(task);
  return new Promise((resolve, reject) => {
    thread.on('message', (message: FromThread) => {
      if (message.kind === 'built') resolve(message.turn);
    });
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The thread of the compiler ended by itself.')));
  });
}
