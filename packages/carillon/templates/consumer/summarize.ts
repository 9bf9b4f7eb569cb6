import type { TemplateConsumerEvent } from '../../../generated/subscriptions.ts';

export interface Summary {
  readonly name: string;
  readonly eventId: string;
  readonly correlationId: string;
}

/** What is logged of an event: never its data, which may be about a person. */
export const summarize = ({ 'detail-type': name, detail }: TemplateConsumerEvent): Summary => ({
  name,
  eventId: detail.metadata.id,
  correlationId: detail.metadata.correlationId,
});
