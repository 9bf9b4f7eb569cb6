import type { DynamoDBRecord } from 'aws-lambda';
import { requireValid } from '../catalog.ts';
import type { RecordDeadLetters } from '../dead-letters.ts';
import { isCoded, loggable, reasonOf, TerminalError } from '../errors.ts';
import { type Log, silentLog } from '../observability/log.ts';
import {
  type Detail,
  detailOf,
  ENTRY_BYTES_LIMIT,
  entryBytes,
  entryOf,
  type OutgoingEvent,
} from '../publish/outgoing-event.ts';

/** What a pipe's target makes an entry of: `DetailType: $.detailType`, `Source: $.source`, template `<$.detail>`. */
export interface PipeEvent {
  readonly detailType: string;
  readonly source: string;
  readonly detail: Detail;
}

/** What an enrichment may need besides its function. */
export interface EnrichOptions {
  readonly log?: Log;
  /** Where records go that no retry can help, with the reason; without it they fail their batch. */
  readonly deadLetters?: RecordDeadLetters;
}

/** Seconds since the oldest record was written: how far the pipe is behind its stream. */
const ageOf = (records: readonly DynamoDBRecord[], now: number): number =>
  records.reduce((age, { dynamodb }) => {
    const writtenAt = dynamodb?.ApproximateCreationDateTime;
    return writtenAt === undefined ? age : Math.max(age, now / 1_000 - writtenAt);
  }, 0);

const pipeEvent = (outgoing: OutgoingEvent): PipeEvent => {
  const { event } = outgoing;
  const detail = detailOf(outgoing);
  requireValid(event, detail);
  const bytes = entryBytes(entryOf('', outgoing, detail));
  if (bytes >= ENTRY_BYTES_LIMIT) throw new TerminalError('TOO_LARGE', `${event.schema}: ${bytes} bytes`);
  return { detailType: event.name, source: event.source, detail };
};

/**
 * A pipe's enrichment: a batch of stream records in, events out.
 *
 * A pipe retries a failed enrichment as a whole, keeps what comes behind it waiting, and its own dead letter holds a
 * position in the stream but neither the record nor the reason (EventBridge User Guide, "EventBridge Pipes error
 * handling and troubleshooting"). So a record that can never become an event goes to the dead letters here, with its
 * reason, and the others go on; what may succeed later fails the batch and is retried by the pipe.
 */
export const enrich =
  (toEvent: (record: DynamoDBRecord) => OutgoingEvent, { log = silentLog, deadLetters }: EnrichOptions = {}) =>
  async (records: readonly DynamoDBRecord[]): Promise<readonly PipeEvent[]> => {
    const events: PipeEvent[] = [];
    log.measure('StreamAge', ageOf(records, Date.now()));
    for (const record of records) {
      try {
        const event = pipeEvent(toEvent(record));
        events.push(event);
        log.appendEventKeys(event.detail);
        log.info('Event announced', { detailType: event.detailType });
      } catch (error) {
        if (deadLetters === undefined || !isCoded(error) || error.retryable) throw error;
        await deadLetters(record, reasonOf(error));
        log.error('Record moved to the dead-letter queue', { recordId: record.eventID, ...loggable(error) });
        log.count('RecordsDeadLettered', 1);
      } finally {
        log.resetKeys();
      }
    }
    log.count('EventsAnnounced', events.length);
    return events;
  };
