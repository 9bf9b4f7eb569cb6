/** How many times a second `work` is done by so many at once, over so many milliseconds; and CPU milliseconds for one. */
export interface Rate {
  readonly perSecond: number;
  readonly p99: number;
  readonly cpu: number;
}

export const rateOf = async (
  work: () => Promise<unknown>,
  concurrency: number,
  milliseconds: number,
): Promise<Rate> => {
  const took: number[] = [];
  const before = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() - start < milliseconds) {
        const began = performance.now();
        await work();
        took.push(performance.now() - began);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  took.sort((a, b) => a - b);
  return {
    perSecond: took.length / seconds,
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
    cpu: (user + system) / 1000 / Math.max(1, took.length),
  };
};

export interface Timed {
  /** Of the processor. */
  readonly milliseconds: number;
  /** Processor milliseconds of the longest turn of the event loop meanwhile: how long anybody else waited. */
  readonly longestTurn: number;
}

/** Milliseconds of processor time that this thread has had: a busy machine does not count. */
const threadTime = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

export const timed = async (work: () => Promise<unknown>): Promise<Timed> => {
  let [last, longestTurn, running] = [threadTime(), 0, true];
  const tick = (): void => {
    const now = threadTime();
    longestTurn = Math.max(longestTurn, now - last);
    last = now;
    if (running) setImmediate(tick);
  };
  setImmediate(tick);
  const start = threadTime();
  await work();
  running = false;
  return { milliseconds: threadTime() - start, longestTurn };
};

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
