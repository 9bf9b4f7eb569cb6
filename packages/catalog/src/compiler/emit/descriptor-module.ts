import { header } from './header.ts';

/** `descriptor.ts`: what an event, its envelope and a subscription are; the same for every catalog. */
export function descriptorModule(): string {
  return `${header('the catalog')}
import type { EventMetadata } from './shared/event-metadata.ts';

export type { EventMetadata };

/** Where a detail breaks its schema, and how. Messages hold nothing of the detail. */
export interface Violation {
  /** A JSON pointer into the detail. */
  readonly pointer: string;
  /** The keyword of JSON Schema that is broken. */
  readonly keyword: string;
  readonly message: string;
}

/** An event's whole identity as one value. */
export interface EventDescriptor<Name extends string, Detail> {
  /** The event's name, which is its detail-type. */
  readonly name: Name;
  readonly source: string;
  readonly version: number;
  /** \`<domain>/<event>/v<version>\`, as the metadata of each event says it. */
  readonly schema: string;
  readonly owner: string;
  /** Whether a detail over the limit of the bus may travel as a claim check. */
  readonly claimCheck: boolean;
  /** JSON pointers into the detail to what identifies a person; \`*\` stands for any item. */
  readonly phi: readonly string[];
  /** What is wrong with a detail; empty if nothing is. */
  readonly validate: (detail: unknown) => readonly Violation[];
  /** The versions before this one, oldest first; absent where there are none. Stored events have them. */
  readonly older?: readonly EventDescriptor<string, unknown>[];
  /** Carries the type; never set. */
  readonly '~detail'?: Detail;
}

/** The detail that a descriptor describes. */
export type DetailOf<Descriptor> =
  Descriptor extends EventDescriptor<string, infer Detail> ? Detail : never;

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
  readonly resources: string[];
  readonly detail: Detail;
}

export type PatternMatcher = string | number | boolean | null | { readonly [operator: string]: unknown };

/** An event pattern as EventBridge reads it. */
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
  /** The consumer gets the archived past from this instant on before its live events, which wait. */
  readonly startingFrom?: string;
}

/** A delivery stream that the rule feeds. */
export interface FirehoseDelivery {
  readonly kind: 'firehose';
}

/** A workflow that the rule starts: a folder below src/workflows. */
export interface WorkflowDelivery {
  readonly kind: 'workflow';
  readonly workflow: string;
}

export type Delivery = QueueDelivery | FirehoseDelivery | WorkflowDelivery;

/** What a consumer listens to. \`Event\` is the union of the envelopes that its pattern lets through. */
export interface Subscription<Event> {
  readonly consumer: string;
  readonly owner: string;
  readonly pattern: EventPattern;
  readonly delivery: Delivery;
  readonly events: readonly EventDescriptor<string, unknown>[];
  /** Carries the type; never set. */
  readonly '~event'?: Event;
}

/** The envelopes that a subscription receives. */
export type EventOf<Subscribed> = Subscribed extends Subscription<infer Event> ? Event : never;
`;
}
