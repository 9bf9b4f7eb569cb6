import type { Kernel } from '../../kernel/kernel.ts';
import {
  type BufferState,
  type Buffers,
  intakeOf,
  kindOf,
  type Numbered,
  partitionOf,
  streamOf,
  type Waiting,
} from './buffer.ts';
import type { DeliveryStream, DeliveryStreams } from './delivery-stream.ts';
import type { Buffering, Processor } from './destination.ts';
import { groupedRunner } from './grouped-runner.ts';
import { gzipInPieces } from './gzip.ts';
import { objectName } from './object-name.ts';
import { place } from './place.ts';
import type { Outcome } from './transform.ts';
import { transformBatch } from './transform-batch.ts';

/** Quotas: at most 500 active partitions a stream. */
const MOST_PARTITIONS = 500;
/** Partitions fall due together: as much of them is read and packed in one turn of the event loop. */
const DELIVERY_BYTES = 512 * 1024;
const FIRST_BACKOFF_MS = 5_000;
const LONGEST_BACKOFF_MS = 300_000;

export interface Pump {
  accept(stream: DeliveryStream, records: readonly Waiting[]): void;
  /** Takes up what waits since the last process ended. */
  start(): void;
  /** What is under way is abandoned: its records wait where they were. */
  stop(): void;
}

interface Works {
  readonly kernel: Kernel;
  readonly streams: DeliveryStreams;
  readonly buffers: Buffers;
}

const bufferingOf = ({ destination }: DeliveryStream, id: string): Buffering =>
  kindOf(id).kind === 'in' ? (destination.processor?.buffering ?? destination.buffering) : destination.buffering;

/**
 *   accept ── in ──▶ transform ──▶ out, one a partition ──▶ object      Each arrow is one transaction: a record is in
 *                        └───────▶ error ────────────────▶ object      exactly one place, whenever the process ends.
 */
export const makePump = ({ kernel, streams, buffers }: Works): Pump => {
  const { alarms, journal, clock, activity } = kernel;
  const busy = new Set<string>();
  const inGroups = groupedRunner(DELIVERY_BYTES);
  let stopped = false;

  const dueAt = (stream: DeliveryStream, id: string, state: BufferState): number => {
    if (state.failures > 0) return alarms.due('firehose', id) ?? 0;
    const { bytes, milliseconds } = bufferingOf(stream, id);
    return state.batch !== undefined || state.bytes >= bytes ? 0 : state.since + milliseconds;
  };

  /** Works the buffer once this turn is committed, or sets the alarm for when its interval is over. */
  const arrange = (stream: DeliveryStream, id: string, state: BufferState | undefined): void => {
    if (state === undefined) return;
    const due = dueAt(stream, id, state);
    if (due <= clock.now()) journal.afterCommit(() => work(id));
    else if (alarms.due('firehose', id) !== due) alarms.set('firehose', id, due);
  };

  const transform = async (stream: DeliveryStream, id: string, processor: Processor): Promise<void> => {
    const batch = buffers.peek(id, { bytes: processor.buffering.bytes });
    const { attempts, outcomes } = await transformBatch(kernel, stream, processor, batch);
    if (stopped) return;
    const room = MOST_PARTITIONS - buffers.partitions(stream.name);
    const isActive = (to: string): boolean => buffers.state(to) !== undefined;
    const placing = { stream: stream.name, lambdaArn: processor.lambdaArn, attempts, now: clock.now(), isActive, room };
    journal.atomically(() => {
      for (const [to, records] of place(outcomes, placing)) arrange(stream, to, buffers.append(to, records));
      buffers.take(id, batch);
    });
    const count = (kind: Outcome['kind']): number => outcomes.filter((each) => each.kind === kind).length;
    const facts = { ok: count('ok'), dropped: count('dropped'), failed: count('failed') };
    activity.note({ service: 'firehose', action: 'RecordsTransformed', resource: stream.arn, facts });
  };

  const bodyOf = async (stream: DeliveryStream, id: string, batch: readonly Numbered[]): Promise<Uint8Array> => {
    const processed = kindOf(id).kind === 'out';
    const delimiter = Buffer.from(processed ? stream.destination.delimiter : '');
    const plain = Buffer.concat(batch.flatMap(({ entry }) => [Buffer.from(entry.data, 'base64'), delimiter]));
    return processed && stream.destination.gzip ? gzipInPieces(plain, journal.durable) : plain;
  };

  const deliver = async (stream: DeliveryStream, id: string, state: BufferState): Promise<void> => {
    const { bucket, roleArn, buffering } = stream.destination;
    const upTo = state.batch === undefined ? {} : { upTo: state.batch.upTo };
    const batch = buffers.peek(id, { bytes: buffering.bytes, ...upTo });
    const oldest = batch.reduce((least, { entry }) => Math.min(least, entry.at), clock.now());
    const Key = state.batch?.key ?? objectName(stream, kindOf(id), oldest, kernel.identity);
    if (state.batch === undefined) buffers.decide(id, { key: Key, upTo: batch.at(-1)?.n ?? 0 });
    const Body = await bodyOf(stream, id, batch);
    await journal.durable();
    if (stopped) return;
    const put = { Bucket: bucket, Key, Body, ContentType: 'application/octet-stream' };
    // PutObject writes before it first yields: the object and the end of its records' wait are one transaction.
    await kernel.operations.call('s3', 'PutObject', put, { caller: roleArn, requestId: kernel.identity.uuid() });
    buffers.take(id, batch);
    const facts = { records: batch.length, bytes: Body.length, kind: kindOf(id).kind };
    activity.note({ service: 'firehose', action: 'ObjectDelivered', resource: stream.arn, facts });
  };

  /** AWS retries a delivery to S3 for a day and then loses the data; here it is retried until it succeeds. */
  const retryLater = (stream: DeliveryStream, id: string, error: unknown): void => {
    const failures = buffers.fail(id)?.failures ?? 1;
    alarms.set('firehose', id, clock.now() + Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS));
    const facts = { failures, error: error instanceof Error ? error.message : String(error) };
    activity.note({ service: 'firehose', action: 'DeliveryFailed', resource: stream.arn, facts });
  };

  const once = async (stream: DeliveryStream, id: string, state: BufferState): Promise<void> => {
    const { processor } = stream.destination;
    alarms.cancel('firehose', id);
    try {
      if (kindOf(id).kind === 'in' && processor !== undefined) await transform(stream, id, processor);
      else await inGroups(state.bytes, () => deliver(stream, id, state));
    } catch (error) {
      if (!stopped) retryLater(stream, id, error);
    }
  };

  const work = (id: string): void => {
    const [stream, state] = [streams.find(streamOf(id)), buffers.state(id)];
    if (stopped || busy.has(id) || stream === undefined || state === undefined) return;
    busy.add(id);
    once(stream, id, state)
      .finally(() => {
        busy.delete(id);
        // What came in while it was busy.
        if (!stopped) arrange(stream, id, buffers.state(id));
      })
      .catch((error: unknown) => kernel.report(error, `firehose ${stream.name}`));
  };

  alarms.on('firehose', (id) => journal.afterCommit(() => work(id)));

  return {
    accept(stream, records) {
      const id = stream.destination.processor === undefined ? partitionOf(stream.name, {}) : intakeOf(stream.name);
      arrange(stream, id, buffers.append(id, records));
    },
    start() {
      for (const stream of streams.list())
        for (const id of buffers.ids(stream.name)) arrange(stream, id, buffers.state(id));
    },
    stop() {
      stopped = true;
    },
  };
};
