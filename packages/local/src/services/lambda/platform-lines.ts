import type { LogFormat } from './protocol.ts';

export interface Finished {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memoryMegabytes: number;
  /** Set when the outcome was an error: its type. */
  readonly errorType?: string;
}

const jsonLine = (at: number, type: string, record: object): string =>
  JSON.stringify({ time: new Date(at).toISOString(), type, record });

/** What the platform itself writes before an invocation (Lambda Developer Guide, "Log and monitor Node.js functions"). */
export const startLine = (logFormat: LogFormat, at: number, requestId: string, version: string): string =>
  logFormat === 'Text'
    ? `START RequestId: ${requestId} Version: ${version}`
    : jsonLine(at, 'platform.start', { requestId, version });

/** What it writes afterwards. The memory used is left out: a thread's share of this process is not known. */
export const reportLines = (logFormat: LogFormat, at: number, finished: Finished): readonly string[] => {
  const { requestId, durationMs, memoryMegabytes, errorType } = finished;
  const billedDurationMs = Math.max(1, Math.ceil(durationMs));
  if (logFormat === 'JSON') {
    const metrics = { durationMs, billedDurationMs, memorySizeMB: memoryMegabytes };
    const status = errorType === undefined ? { status: 'success' } : { status: 'error', errorType };
    return [jsonLine(at, 'platform.report', { requestId, metrics, ...status })];
  }
  const error = errorType === undefined ? '' : `\tStatus: error\tError Type: ${errorType}`;
  return [
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billedDurationMs} ms\tMemory Size: ${memoryMegabytes} MB${error}`,
  ];
};
