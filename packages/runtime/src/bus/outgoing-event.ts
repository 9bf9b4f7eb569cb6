import type { EventDescriptor } from '../descriptor.ts';

/** The part of the metadata that the publisher knows; `schema` comes from the descriptor. */
export interface OutgoingMetadata {
  readonly id: string;
  readonly correlationId: string;
  readonly causationId?: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  readonly stream?: string;
  readonly sequence?: number;
}

/** An event to publish, with its descriptor. */
export interface OutgoingEvent {
  readonly event: EventDescriptor<string, unknown>;
  readonly data: unknown;
  readonly metadata: OutgoingMetadata;
}

/** An event to publish; the compiler holds `data` against the event's own type. */
export const outgoing = <Name extends string, Detail extends { readonly data: unknown }>(
  event: EventDescriptor<Name, Detail>,
  data: Detail['data'],
  metadata: OutgoingMetadata,
): OutgoingEvent => ({ event, data, metadata });

/** An event's detail on the bus. */
export interface Detail {
  readonly metadata: OutgoingMetadata & { readonly schema: string; readonly claim?: unknown };
  readonly data: unknown;
}

/** The detail that is published: the metadata name the schema of its version. */
export const detailOf = ({ event, data, metadata }: OutgoingEvent): Detail => ({
  metadata: { ...metadata, schema: event.schema },
  data,
});
