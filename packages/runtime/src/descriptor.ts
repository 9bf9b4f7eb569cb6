/**
 * What an event, its envelope and a subscription are. Code that is generated from a catalog imports these types and
 * nothing else.
 */

/** Where a detail breaks its schema, and how. Messages hold nothing of the detail. */
export interface Violation {
  /** A JSON pointer into the detail. */
  readonly pointer: string;
  /** The keyword of JSON Schema that is broken. */
  readonly keyword: string;
  readonly message: string;
}

/** One version of an event as a value: its names, its type and its validator. */
export interface EventDescriptor<Name extends string = string, Detail = unknown> {
  /** The event's name, which is its detail-type. */
  readonly name: Name;
  readonly source: string;
  readonly version: number;
  /** `<domain>/<event>/v<version>`, as the metadata of each event says it. */
  readonly schema: string;
  readonly owner: string;
  /** Whether a detail over the limit of the bus may travel as a claim check. */
  readonly claimCheck: boolean;
  /** JSON pointers into the detail to what identifies a person; `*` stands for any item. */
  readonly phi: readonly string[];
  /** What is wrong with a detail; empty if nothing is. */
  readonly validate: (detail: unknown) => readonly Violation[];
  /** The versions before this one, oldest first; absent where there are none. Stored events have them. */
  readonly older?: readonly EventDescriptor[];
  /** Carries the type; never set. */
  readonly '~detail'?: Detail;
}

/** The detail that a descriptor describes. */
export type DetailOf<Descriptor> = Descriptor extends EventDescriptor<string, infer Detail> ? Detail : never;

/** An event as EventBridge delivers it (EventBridge User Guide, "Event structure"). */
export interface EventBridgeEnvelope<Name extends string, Detail> {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': Name;
  readonly source: string;
  readonly account: string;
  /** RFC 3339, seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Detail;
}

/** One alternative of a pattern's field: a value, or a comparison such as `{ prefix: 'a' }`. */
export type PatternMatcher = string | number | boolean | null | { readonly [operator: string]: unknown };

/** An event pattern as EventBridge reads it (EventBridge User Guide, "Event patterns"). */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly PatternMatcher[];
}

/** A queue with a dead-letter queue before a function. */
export interface QueueDelivery {
  readonly kind: 'queue';
  readonly batchSize: number;
  readonly maxBatchingWindowSeconds: number;
  readonly maxReceiveCount: number;
  readonly visibilityTimeoutSeconds: number;
  readonly functionTimeoutSeconds: number;
  /** RFC 3339. Live events wait in the queue until the consumer was given the archived past from this instant on. */
  readonly startingFrom?: string;
}

/** A delivery stream that the rule feeds. */
export interface FirehoseDelivery {
  readonly kind: 'firehose';
}

/** A workflow whose execution the rule starts for each event. */
export interface WorkflowDelivery {
  readonly kind: 'workflow';
  /** A folder below `src/workflows`. */
  readonly workflow: string;
}

/** What the rule of a subscription sends to. */
export type Delivery = QueueDelivery | FirehoseDelivery | WorkflowDelivery;

/** What a consumer receives. `Event` is the union of the envelopes that its pattern lets through. */
export interface Subscription<Event> {
  readonly consumer: string;
  readonly owner: string;
  readonly pattern: EventPattern;
  readonly delivery: Delivery;
  readonly events: readonly EventDescriptor[];
  /** Carries the type; never set. */
  readonly '~event'?: Event;
}

/** The envelopes that a subscription receives. */
export type EventOf<Subscribed> = Subscribed extends Subscription<infer Event> ? Event : never;
