import type { TableChange } from '@carillon/runtime/enrich';
import { TerminalError } from '@carillon/runtime/errors';
import { eventIdOf, type OutgoingEvent } from '@carillon/runtime/publish';
import { paymentCaptured } from '../../../generated/events.ts';

/**
 * What a new item of the payment table says on the bus: only the fields that the event declares. Whether they are valid is
 * for the event's schema to say, which `enrich` checks.
 * @throws TerminalError NOT_A_NEW_PAYMENT for other changes, which the pipe's filter leaves out
 */
export const paymentEvent = (change: TableChange): OutgoingEvent => {
  if (change.change !== 'created') throw new TerminalError('NOT_A_NEW_PAYMENT', `A payment was ${change.change}`);
  const { paymentId, orderId, currency, amount, method } = change.after;
  return {
    event: paymentCaptured,
    data: { paymentId, orderId, currency, amount, method },
    metadata: {
      id: eventIdOf('payment-stream', change.id),
      correlationId: String(orderId),
      occurredAt: change.occurredAt,
      stream: `payment/${String(paymentId)}`,
    },
  };
};
