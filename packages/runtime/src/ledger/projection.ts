import type { RecordedEvent } from './event-store.ts';

/** A read model as a fold: rows by key, each made of its events alone, so that it can be thrown away and rebuilt. */
export interface Projection<Row> {
  /** The row that an event belongs to; undefined when it is none of this read model's business. */
  keyOf(recorded: RecordedEvent): string | undefined;
  evolve(row: Row | undefined, recorded: RecordedEvent): Row;
}

export type Rows<Row> = ReadonlyMap<string, Row>;

/** @returns the same rows when the event concerns none */
export const project = <Row>(projection: Projection<Row>, rows: Rows<Row>, recorded: RecordedEvent): Rows<Row> => {
  const key = projection.keyOf(recorded);
  return key === undefined ? rows : new Map(rows).set(key, projection.evolve(rows.get(key), recorded));
};

const inOrder = (a: RecordedEvent, b: RecordedEvent): number => {
  const [one, other] = [a.metadata, b.metadata];
  if (one.stream === other.stream) return one.sequence - other.sequence;
  return one.occurredAt < other.occurredAt ? -1 : Number(one.occurredAt > other.occurredAt);
};

/**
 * The read model of a past in any order and with repetitions, as an archive gives it: each event counts once, and each
 * stream in its own order.
 */
export const replay = <Row>(projection: Projection<Row>, past: readonly RecordedEvent[]): Rows<Row> => {
  const unique = [...new Map(past.map((each) => [each.metadata.id, each])).values()];
  const rows = new Map<string, Row>();
  const streams = Map.groupBy(unique, ({ metadata }) => metadata.stream);
  const ordered = [...streams.values()].map((events) => events.toSorted(inOrder));
  const heads = ordered.toSorted((a, b) => inOrder(a[0] as RecordedEvent, b[0] as RecordedEvent));
  for (const recorded of heads.flat()) {
    const key = projection.keyOf(recorded);
    if (key !== undefined) rows.set(key, projection.evolve(rows.get(key), recorded));
  }
  return rows;
};
