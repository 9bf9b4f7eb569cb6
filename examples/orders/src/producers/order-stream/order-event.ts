import type { TableChange } from '@carillon/runtime/enrich';
import { TerminalError } from '@carillon/runtime/errors';
import { eventIdOf, type OutgoingEvent } from '@carillon/runtime/publish';
import { orderPlaced } from '../../../generated/events.ts';

/**
 * What a new item of the order table says on the bus: only the fields that the event declares. Whether they are valid is
 * for the event's schema to say, which `enrich` checks.
 * @throws TerminalError NOT_A_NEW_ORDER for other changes, which the pipe's filter leaves out
 */
export const orderEvent = (change: TableChange): OutgoingEvent => {
  if (change.change !== 'created') throw new TerminalError('NOT_A_NEW_ORDER', `An order was ${change.change}`);
  const { orderId, customerEmail, currency, total, lines } = change.after;
  return {
    event: orderPlaced,
    data: { orderId, customerEmail, currency, total, lines },
    metadata: {
      id: eventIdOf('order-stream', change.id),
      correlationId: String(orderId),
      occurredAt: change.occurredAt,
      stream: `order/${String(orderId)}`,
    },
  };
};
