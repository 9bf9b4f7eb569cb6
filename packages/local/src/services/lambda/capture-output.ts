import { format } from 'node:util';
import type { LogFormat } from './protocol.ts';

export interface Output {
  readonly logFormat: LogFormat;
  now(): number;
  /** The invocation under way. */
  requestId(): string | undefined;
  emit(at: number, text: string): void;
  /** Calls back after the code that runs now. */
  later(callback: () => void): void;
}

const LEVELS = { log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR', debug: 'DEBUG', trace: 'TRACE' } as const;

const lineOf = (output: Output, at: number, level: string, args: readonly unknown[]): string => {
  const timestamp = new Date(at).toISOString();
  const requestId = output.requestId();
  if (output.logFormat === 'Text') return `${timestamp}\t${requestId ?? 'undefined'}\t${level}\t${format(...args)}`;
  const [first] = args;
  const message = args.length === 1 && typeof first === 'object' && !(first instanceof Error) ? first : format(...args);
  return JSON.stringify({ timestamp, level, requestId, message });
};

/**
 * Everything this thread would print goes to `output` instead, one call a log event: `console` in the runtime's format,
 * writes to stdout and stderr line by line as they are (Lambda Developer Guide, "Log and monitor Node.js functions").
 */
export const captureOutput = (output: Output): void => {
  const print = (level: string, args: readonly unknown[]): void => {
    const at = output.now();
    output.emit(at, lineOf(output, at, level, args));
  };
  for (const [method, level] of Object.entries(LEVELS)) {
    Object.defineProperty(console, method, {
      value: (...args: readonly unknown[]) => print(level, args),
      writable: true,
      configurable: true,
    });
  }
  const write = (chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8');
    for (const line of text.split('\n')) if (line !== '') output.emit(output.now(), line);
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') output.later(() => callback());
    return true;
  };
  Object.defineProperty(process.stdout, 'write', { value: write });
  Object.defineProperty(process.stderr, 'write', { value: write });
};
