interface Waiting {
  readonly size: number;
  start(): Promise<void>;
}

/** Runs work of some size now or after what was asked for before it. */
export type GroupedRunner = (size: number, work: () => Promise<void>) => Promise<void>;

/**
 * Work side by side as long as its sizes add up to no more than `limit`, the rest after it, in order: many small pieces
 * take few turns of the event loop, and many large ones do not hold it. A piece larger than the limit runs alone.
 */
export const groupedRunner = (limit: number): GroupedRunner => {
  const waiting: Waiting[] = [];
  let draining = false;

  const nextGroup = (): readonly Waiting[] => {
    let [size, count] = [0, 0];
    for (const each of waiting) {
      size += each.size;
      if (count > 0 && size > limit) break;
      count += 1;
    }
    return waiting.splice(0, count);
  };
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) await Promise.all(nextGroup().map((each) => each.start()));
    draining = false;
  };

  return (size, work) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ size, start: () => work().then(resolve, reject) });
      if (draining) return;
      draining = true;
      // A microtask later: what falls due in the same turn is one group.
      void Promise.resolve().then(drain);
    });
};
