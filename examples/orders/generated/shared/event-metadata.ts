// Generated from catalog/shared/event-metadata.json by `npm run generate`. Do not edit.

import type { Instant } from './instant.ts';

/** What every event says about itself. */
export interface EventMetadata {
  /** The event's id; a redelivery has the same one. */
  readonly id: string;
  /** What belongs together across events, such as all that follows from one order. */
  readonly correlationId: string;
  /** The id of the event or record that caused this one. */
  readonly causationId?: string;
  /** When it happened, not when it was published. */
  readonly occurredAt: Instant;
  /** The schema of the detail: <domain>/<event>/v<version>. */
  readonly schema: string;
  /** The stream that the event is part of, such as order-fulfilment/<runId>. */
  readonly stream?: string;
  /** The place in its stream, counted from 1. */
  readonly sequence?: number;
  readonly claim?: Claim;
}

/** Present when the detail was too large for the bus: where the whole detail lies. The data beside it then keeps only its short top-level fields. */
export interface Claim {
  /** The bucket that holds the detail. */
  readonly bucket: string;
  /** The key of the object; its content is the detail as JSON, without this claim. */
  readonly key: string;
  /** SHA-256 of the object's bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** The object's size. */
  readonly bytes: number;
}
