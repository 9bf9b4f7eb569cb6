import type { Subscription } from '@carillon/runtime/descriptor';
import type fc from 'fast-check';

/** A consumer in isolation: its own code is the real one, and everything outside of it is kept in memory. */
export interface World<Event> {
  act(event: Event): Promise<unknown>;
  /** The state that the consumer has changed, as data: equal when no outside observer could tell the difference. */
  effects(): Promise<unknown>;
}

/**
 * What a consumer promises, exported as `contract` by `consumer.contract.ts` beside it. `carillon contracts` verifies it
 * with every example of its events, with generated events, with fields and values that may be added later, with events
 * that are delivered twice, and with events in another order.
 */
export interface ConsumerContract<Event> {
  readonly subscription: Subscription<Event>;
  /** A world in which these events can happen, before any of them has. */
  world(events: readonly Event[]): Promise<World<Event>>;
  /** Why another order may have other effects, where it may; without it the effects must be the same. */
  readonly ordered?: string;
}

/** What reaches the bus: the entry's Source, DetailType and Detail; a claim check is already resolved. */
export interface Published {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

/**
 * What a producer promises, exported as `contract` by `producer.contract.ts` beside it. `carillon contracts` verifies
 * what it really publishes against the catalog.
 */
export interface ProducerContract<Input> {
  /** The name of its send operation in asyncapi.yaml. */
  readonly producer: string;
  /** The function that puts its events on the bus, where that is another's: the name of a folder below src/producers. */
  readonly service?: string;
  /** What can happen to it: a stream's record, a file, the commands of a process. */
  readonly cases: fc.Arbitrary<Input>;
  /** What the real producer puts on the bus in such a case. */
  publish(input: Input): Promise<readonly Published[]>;
}
