import { isAwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';

export interface LogLine {
  readonly at: number;
  readonly text: string;
}

/** One environment's log stream. Lines are put together once a turn, in order. */
export interface LogWriter {
  write(line: LogLine): void;
}

/** PutLogEvents takes at most 10,000 events and 1 MB; a line carries 26 bytes more than its text. */
const EVENTS_A_BATCH = 500;
const BYTES_A_LINE = 256 * 1024 - 26;

const already = (error: unknown): boolean => isAwsError(error) && error.code === 'ResourceAlreadyExistsException';

/**
 * Writes to CloudWatch Logs as the function's role, when this cloud has Logs. As on AWS a function whose role may not
 * write logs runs all the same; here the reason is reported once.
 */
export const logWriter = (
  kernel: Kernel,
  stream: { readonly logGroupName: string; readonly logStreamName: string; readonly caller: string },
): LogWriter => {
  const { logGroupName, logStreamName, caller } = stream;
  let pending: LogLine[] = [];
  let silent = !kernel.operations.has('logs', 'PutLogEvents');
  let chain: Promise<void> | undefined;
  const call = (operation: string, input: object): Promise<unknown> =>
    kernel.operations.call('logs', operation, input, { caller, requestId: kernel.identity.uuid() });
  const openStream = (): Promise<unknown> => call('CreateLogStream', { logGroupName, logStreamName });
  /** A role that may not create groups still writes to one that the template made. */
  const open = async (): Promise<void> => {
    if (!kernel.operations.has('logs', 'CreateLogStream')) return;
    try {
      await openStream();
    } catch (error) {
      if (!isAwsError(error) || error.code !== 'ResourceNotFoundException') throw error;
      await call('CreateLogGroup', { logGroupName }).catch((reason: unknown) => {
        if (!already(reason)) throw reason;
      });
      await openStream();
    }
  };
  const put = async (lines: readonly LogLine[]): Promise<void> => {
    for (let from = 0; from < lines.length; from += EVENTS_A_BATCH) {
      const logEvents = lines
        .slice(from, from + EVENTS_A_BATCH)
        .map(({ at, text }) => ({ timestamp: at, message: text.slice(0, BYTES_A_LINE) }));
      await call('PutLogEvents', { logGroupName, logStreamName, logEvents });
    }
  };
  const flush = (): void => {
    const lines = pending;
    pending = [];
    if (silent) return;
    chain = (chain ?? open())
      .then(() => put(lines))
      .catch((error: unknown) => {
        if (!silent) kernel.report(error, `lambda: logs of ${logGroupName}`);
        silent = true;
      });
  };
  return {
    write(line) {
      if (silent) return;
      pending.push(line);
      if (pending.length === 1) kernel.journal.afterCommit(flush);
    },
  };
};
