import type { Journal } from '../../kernel/journal.ts';

/** Records that go through together, named by their numbers in the stream, and how often they failed. */
export interface Portion {
  readonly records: readonly number[];
  readonly attempts: number;
}

/**
 * Where a pipe stands in a stream: all up to `after` has been read; of that, `pending` has not got through yet and goes
 * first, in this order. Written in the transaction that delivers.
 *
 *   read ────────────────┐after
 *   … done │ portion │ portion │ not read yet …
 */
export interface Position {
  readonly after: number;
  readonly pending: readonly Portion[];
}

export interface Positions {
  get(pipeName: string): Position | undefined;
  put(pipeName: string, position: Position): void;
  remove(pipeName: string): void;
}

export const positionsIn = (journal: Journal): Positions => {
  const table = journal.table<Position>('pipe_positions');
  return {
    get: (name) => table.get(name),
    put: (name, position) => table.put(name, position),
    remove: (name) => void table.delete(name),
  };
};

/** Halves, in order, with the attempts made so far: splitting a batch is no attempt of its own. */
export const bisected = ({ records, attempts }: Portion): readonly Portion[] => {
  const middle = Math.ceil(records.length / 2);
  return [
    { records: records.slice(0, middle), attempts },
    { records: records.slice(middle), attempts },
  ];
};
