import type { Timer } from '../../kernel/clock.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { QueueSource, SourceMessage } from '../../kernel/sources.ts';
import type { Filter } from './filter.ts';
import { passage, type Taken } from './passage.ts';
import type { Pipe } from './pipe.ts';
import type { Reader } from './reader.ts';

const RECEIVED_AT_ONCE = 10;

const takenOf = ({ record }: SourceMessage): Taken => ({ id: String(record.messageId), record });

export interface QueueReaderOptions {
  readonly pipe: Pipe;
  readonly source: QueueSource;
  readonly filter: Filter;
}

/**
 * What gets through is deleted in the transaction that delivers it; what does not comes back when its visibility timeout
 * is over, until the queue's own redrive policy takes it away.
 */
export const queueReader = (kernel: Kernel, { pipe, source, filter }: QueueReaderOptions): Reader => {
  let stopped = false;
  let windowOver = false;
  let window: Timer | undefined;
  let gathered: SourceMessage[] = [];
  const listeners = new Set<() => void>();

  const drop = (messages: readonly SourceMessage[]): void => {
    if (messages.length > 0) source.delete(messages.map(({ receiptHandle }) => receiptHandle));
  };
  /** Fills up to a batch; what the filter does not want is deleted. */
  const gather = (): void => {
    while (gathered.length < pipe.batchSize) {
      const received = source.receive(Math.min(RECEIVED_AT_ONCE, pipe.batchSize - gathered.length));
      if (received.length === 0) return;
      drop(received.filter(({ record }) => !filter(record)));
      gathered.push(...received.filter(({ record }) => filter(record)));
    }
  };
  const closeWindow = (): void => {
    windowOver = true;
    for (const listener of listeners) listener();
  };
  const waitsForMore = (): boolean => {
    if (pipe.batchingWindowSeconds === 0 || gathered.length >= pipe.batchSize || windowOver) return false;
    window ??= kernel.clock.at(kernel.clock.now() + pipe.batchingWindowSeconds * 1000, closeWindow);
    return true;
  };
  const send = async (batch: readonly SourceMessage[]): Promise<void> => {
    // A receive counts before its messages are shown to anybody.
    await kernel.journal.durable();
    if (stopped) return;
    const passing = await passage(kernel, pipe, batch.map(takenOf));
    if (stopped) return;
    const { failed, reason = 'Failed' } = kernel.journal.atomically(() => {
      const outcome = passing.hand();
      drop(batch.filter((message) => !outcome.failed.has(takenOf(message).id)));
      return outcome;
    });
    const note = (action: string, facts: Record<string, string | number>): void =>
      kernel.activity.note({ service: 'pipes', action, resource: pipe.arn, facts });
    if (failed.size < batch.length) note('RecordsDelivered', { records: batch.length - failed.size });
    if (failed.size > 0) note('DeliveryFailed', { records: failed.size, reason });
  };

  return {
    async step() {
      gather();
      if (gathered.length === 0 || waitsForMore()) return false;
      const batch = gathered;
      gathered = [];
      windowOver = false;
      window?.cancel();
      window = undefined;
      await send(batch);
      return true;
    },
    windowClosed: closeWindow,
    onReady(listener) {
      listeners.add(listener);
      const unsubscribe = source.onReady(listener);
      return () => {
        listeners.delete(listener);
        unsubscribe();
      };
    },
    stop() {
      stopped = true;
      window?.cancel();
    },
  };
};
