import type { Timer } from '../../kernel/clock.ts';
import { inBackground } from '../../kernel/isolate.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { QueueSource, SourceMessage } from '../../kernel/sources.ts';
import { failedMessages } from './batch-response.ts';
import type { Outcome } from './environment.ts';

export interface QueuePollerOptions {
  readonly functionName: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly reportsBatchItemFailures: boolean;
  /** Batches under way at a time. */
  concurrency(): number;
  /** FilterCriteria: what does not match is deleted unread. */
  matches(record: JsonObject): boolean;
  invoke(payload: string): Promise<Outcome>;
}

/** The reader between a queue and a function; stopping leaves what is under way to the visibility timeout. */
export interface Poller {
  stop(): void;
}

/** ReceiveMessage's limit. */
const RECEIVED_AT_ONCE = 10;

/** A batch's records may take 6 MB of the invocation; the envelope needs a little. */
const PAYLOAD_BYTES = 6_291_456 - 65_536;

const messageId = (message: SourceMessage): string => String(message.record.messageId);

/**
 * Reads batches and deletes what succeeded; what failed stays out of sight until its visibility timeout is over and is
 * then received again, as "Using Lambda with Amazon SQS" describes. Effects of a receive wait for its commit.
 */
export const startQueuePoller = (kernel: Kernel, source: QueueSource, options: QueuePollerOptions): Poller => {
  const { clock, journal } = kernel;
  const where = `lambda: event source mapping of ${options.functionName}`;
  let stopped = false;
  let running = 0;
  let gathered: SourceMessage[] = [];
  let bytes = 0;
  let window: Timer | undefined;

  const settle = (batch: readonly SourceMessage[], outcome: Outcome): void => {
    if (!outcome.ok) return;
    const ids = batch.map(messageId);
    const failed = new Set(options.reportsBatchItemFailures ? failedMessages(outcome.payload, ids) : []);
    const done = batch.filter((message) => !failed.has(messageId(message)));
    if (done.length > 0) source.delete(done.map(({ receiptHandle }) => receiptHandle));
  };
  const run = async (batch: readonly SourceMessage[]): Promise<void> => {
    try {
      await journal.durable();
      if (stopped) return;
      const outcome = await options.invoke(JSON.stringify({ Records: batch.map(({ record }) => record) }));
      if (!stopped) settle(batch, outcome);
    } catch (error) {
      kernel.report(error, where);
    } finally {
      running -= 1;
      pump();
    }
  };
  const flush = (): void => {
    window?.cancel();
    window = undefined;
    if (gathered.length === 0) return;
    const batch = gathered;
    gathered = [];
    bytes = 0;
    running += 1;
    inBackground(run(batch), kernel.report, where);
  };
  /** Whether there was anything to receive. */
  const receive = (): boolean => {
    const received = source.receive(Math.min(RECEIVED_AT_ONCE, options.batchSize - gathered.length));
    const unwanted = received.filter(({ record }) => !options.matches(record));
    if (unwanted.length > 0) source.delete(unwanted.map(({ receiptHandle }) => receiptHandle));
    for (const message of received) {
      if (!options.matches(message.record)) continue;
      const size = Buffer.byteLength(JSON.stringify(message.record));
      if (bytes + size > PAYLOAD_BYTES) flush();
      gathered.push(message);
      bytes += size;
    }
    return received.length > 0;
  };
  const pump = (): void => {
    while (!stopped && running < options.concurrency()) {
      const more = receive();
      if (gathered.length >= options.batchSize || (!more && options.batchingWindowSeconds === 0)) flush();
      if (more) continue;
      if (gathered.length > 0) window ??= clock.at(clock.now() + options.batchingWindowSeconds * 1_000, flush);
      return;
    }
  };
  const unsubscribe = source.onReady(pump);
  pump();
  return {
    stop() {
      stopped = true;
      unsubscribe();
      window?.cancel();
    },
  };
};
