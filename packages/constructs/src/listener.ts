import type { Delivery } from '@carillon/runtime/descriptor';

/** A consumer of the catalog, as far as infrastructure follows from it. */
export interface Listener {
  /** The consumer's name: its folder below `src/consumers` or `src/producers`. */
  readonly name: string;
  readonly description: string;
  /** The EventBridge pattern of its rule. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly delivery: Delivery;
}
