import type fc from 'fast-check';

/** What reaches the bus: the entry's Source, DetailType and Detail, a claim already followed. */
export interface Said {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

/**
 * What a producer promises, in `producer.contract.ts` beside its act. `carillon contracts` and the tests hold what it
 * really says against the catalog.
 */
export interface ProducerContract<EventContext> {
  /** The send operation's party in asyncapi.yaml. */
  readonly producer: string;
  /** What can happen to it, by chance: a stream's record, a file, the commands of a process. */
  readonly occasions: fc.Arbitrary<EventContext>;
  /** What the real producer puts on the bus when it happens. */
  says(occasion: EventContext): Promise<readonly Said[]>;
}
