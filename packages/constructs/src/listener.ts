/** A consumer of the catalog, as far as infrastructure follows from it. */
export interface Listener {
  /** The consumer's name: its folder below `src/consumers` or `src/producers`. */
  readonly name: string;
  readonly description: string;
  /** The EventBridge pattern of its rule. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly delivery: Delivery;
}

/** What the rule sends to: the consumer's own queue, or the archive's delivery stream. */
export type Delivery = QueueDelivery | { readonly kind: 'firehose' };

export interface QueueDelivery {
  readonly kind: 'queue';
  readonly batchSize: number;
  readonly maxBatchingWindowSeconds: number;
  readonly maxReceiveCount: number;
  readonly visibilityTimeoutSeconds: number;
  readonly functionTimeoutSeconds: number;
  /** Live events wait in the queue until carillon consumer catch-up has given the past from this instant on. */
  readonly startingFrom?: string;
}
