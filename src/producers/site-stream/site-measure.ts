import type { TableChange } from '@carillon/runtime/enrich';
import { TerminalError } from '@carillon/runtime/errors';
import { eventIdOf, type OutgoingEvent } from '@carillon/runtime/publish';
import { siteMeasured } from '../../../generated/events.ts';

/**
 * What a new or corrected item of the site table says on the bus. Numbers stay numbers: an item that holds a value as
 * text is refused by the event's schema, and no guess is made of what it meant.
 * @throws TerminalError NOT_A_MEASURE for a removal, which the pipe's filter leaves out
 */
export const siteMeasure = (change: TableChange): OutgoingEvent => {
  if (change.change === 'removed') throw new TerminalError('NOT_A_MEASURE', 'A removed item measures nothing');
  const { id, siteId, name, createdAtTime, valueOne, valueTwo } = change.after;
  return {
    event: siteMeasured,
    data: { id, siteId, name, createdAtTime, valueOne, valueTwo },
    metadata: {
      id: eventIdOf('site-stream', change.id),
      correlationId: change.id,
      occurredAt: change.occurredAt,
      stream: `site/${String(siteId)}`,
    },
  };
};
