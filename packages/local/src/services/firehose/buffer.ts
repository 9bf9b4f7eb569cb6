import type { Journal } from '../../kernel/journal.ts';

/** A record as it waits: its bytes in base64, and when it arrived. */
export interface Waiting {
  readonly data: string;
  readonly at: number;
}

/** The object that a delivery was decided to write: kept before it is written, so that a retry writes the same one. */
interface Batch {
  readonly key: string;
  readonly upTo: number;
}

export interface BufferState {
  readonly bytes: number;
  /** Arrival of the oldest record in it. */
  readonly since: number;
  readonly batch?: Batch;
  /** Deliveries that failed in a row. */
  readonly failures: number;
}

export interface Numbered {
  readonly n: number;
  readonly entry: Waiting;
}

/** What waits in a delivery stream: records not yet transformed, and per partition those not yet delivered. */
export interface Buffers {
  append(id: string, records: readonly Waiting[]): BufferState;
  state(id: string): BufferState | undefined;
  /** From the oldest on, at least one and at most `bytes` of data; all up to `upTo` when a batch was decided. */
  peek(id: string, limit: { readonly bytes: number; readonly upTo?: number }): readonly Numbered[];
  decide(id: string, batch: Batch): void;
  fail(id: string): BufferState | undefined;
  /** Takes records off that went on their way. Gives the state of what is left. */
  take(id: string, taken: readonly Numbered[]): BufferState | undefined;
  /** Buffers of this stream that hold something. */
  ids(stream: string): readonly string[];
  /** How many partitions hold something. */
  partitions(stream: string): number;
}

export const intakeOf = (stream: string): string => `${stream}|in`;
export const errorsOf = (stream: string): string => `${stream}|error`;
export const partitionOf = (stream: string, values: Readonly<Record<string, string>>): string =>
  `${stream}|out|${JSON.stringify(values)}`;

export type BufferKind =
  | { readonly kind: 'in' | 'error' }
  | { readonly kind: 'out'; readonly partition: Readonly<Record<string, string>> };

export const kindOf = (id: string): BufferKind => {
  const [, kind, ...rest] = id.split('|');
  if (kind === 'in' || kind === 'error') return { kind };
  return { kind: 'out', partition: JSON.parse(rest.join('|')) as Readonly<Record<string, string>> };
};

export const streamOf = (id: string): string => id.slice(0, id.indexOf('|'));

const sizeOf = (data: string): number =>
  Math.floor((data.length * 3) / 4) - (data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0);

const PAGE = 500;

export const buffersIn = (journal: Journal): Buffers => {
  const states = journal.table<BufferState>('firehose_buffers');
  const records = journal.log<Waiting>('firehose_records');
  const total = (all: readonly Waiting[]): number => all.reduce((sum, { data }) => sum + sizeOf(data), 0);
  return {
    append(id, added) {
      const before = states.get(id) ?? { bytes: 0, since: added[0]?.at ?? 0, failures: 0 };
      for (const record of added) records.append(id, record);
      const state = { ...before, bytes: before.bytes + total(added) };
      states.put(id, state);
      return state;
    },
    state: (id) => states.get(id),
    peek(id, { bytes, upTo = Number.POSITIVE_INFINITY }) {
      const found: Numbered[] = [];
      let size = 0;
      for (let after = 0; ; ) {
        const page = records.read(id, after, PAGE);
        for (const each of page) {
          size += sizeOf(each.entry.data);
          if (each.n > upTo || (upTo === Number.POSITIVE_INFINITY && found.length > 0 && size > bytes)) return found;
          found.push(each);
          after = each.n;
        }
        if (page.length < PAGE) return found;
      }
    },
    decide(id, batch) {
      const state = states.get(id);
      if (state !== undefined) states.put(id, { ...state, batch });
    },
    fail(id) {
      const state = states.get(id);
      if (state === undefined) return undefined;
      const failed = { ...state, failures: state.failures + 1 };
      states.put(id, failed);
      return failed;
    },
    take(id, taken) {
      const state = states.get(id);
      const last = taken.at(-1);
      if (state === undefined || last === undefined) return state;
      records.trim(id, last.n);
      const next = records.read(id, last.n, 1)[0];
      if (next === undefined) {
        states.delete(id);
        return undefined;
      }
      const left = { bytes: state.bytes - total(taken.map(({ entry }) => entry)), since: next.entry.at, failures: 0 };
      states.put(id, left);
      return left;
    },
    ids: (stream) => states.scan({ prefix: `${stream}|` }).map(([id]) => id),
    partitions: (stream) => states.count(`${stream}|out|`),
  };
};
