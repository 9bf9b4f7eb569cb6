import { isAwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { QueueSource, SourceMessage } from '../../kernel/sources.ts';
import type { Pipe, QueueSettings } from './pipe.ts';
import type { Reader } from './stream-reader.ts';
import { enrich, filterOf, handOver } from './through.ts';

/**
 * Reads one queue for one pipe. What does not pass the filter is deleted; what fails becomes visible again by the
 * queue's own timeout and ends in the queue's own dead-letter queue (User Guide, "Amazon SQS queue as a source").
 */
export const queueReader = (kernel: Kernel, pipe: Pipe, source: QueueSource, settings: QueueSettings): Reader => {
  const { journal, activity } = kernel;
  const passes = filterOf(pipe);
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const through = async (messages: readonly SourceMessage[]): Promise<void> => {
    const wanted = messages.map(({ record }) => record).filter(passes);
    try {
      const events = wanted.length === 0 ? [] : await enrich(kernel, pipe, wanted);
      if (stopped) return;
      journal.atomically(() => {
        handOver(kernel, pipe, events);
        source.delete(messages.map(({ receiptHandle }) => receiptHandle));
      });
      activity.note({
        service: 'pipes',
        action: 'ExecutionSucceeded',
        resource: pipe.arn,
        facts: { records: wanted.length },
      });
    } catch (error) {
      const code = isAwsError(error) ? error.code : 'InternalFailure';
      activity.note({
        service: 'pipes',
        action: 'ExecutionFailed',
        resource: pipe.arn,
        facts: { code, records: wanted.length },
      });
    }
  };
  const run = async (): Promise<void> => {
    do {
      again = false;
      for (
        let messages = source.receive(settings.batchSize);
        messages.length > 0 && !stopped;
        messages = source.receive(settings.batchSize)
      ) {
        await through(messages);
      }
    } while (again && !stopped);
  };
  const wake = (): void => {
    if (stopped) return;
    again = true;
    running ??= run()
      .catch((error: unknown) => kernel.report(error, `pipes: ${pipe.name}`))
      .finally(() => {
        running = undefined;
        if (again) wake();
      });
  };
  const silence = source.onReady(() => journal.afterCommit(wake));
  return {
    wake,
    async stop() {
      stopped = true;
      silence();
      await running;
    },
  };
};
