import type { Subscription } from '@carillon/runtime/descriptor';

/** A consumer in a world of its own: its pure part is the real one, and what lies outside is kept in memory. */
export interface World<Event> {
  act(event: Event): Promise<unknown>;
  /** What the consumer has done to the world, as data: equal when it makes no difference to anybody outside. */
  effects(): Promise<unknown>;
}

/**
 * What a consumer promises, in `consumer.contract.ts` beside it. `carillon contracts` and the tests hold it to every
 * example of its events, to generated ones, to fields and values that come later, to events that come twice and in
 * another order.
 */
export interface ConsumerContract<Event> {
  readonly subscription: Subscription<Event>;
  /** A world in which these events can happen, before any of them has. */
  world(events: readonly Event[]): Promise<World<Event>>;
  /** Why another order may have other effects, where it may; without it the effects must be the same. */
  readonly ordered?: string;
}
