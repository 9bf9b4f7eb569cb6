import type { MessagePort } from 'node:worker_threads';
import { type FileWriter, type TextFile, writeText } from './file-writer.ts';

/** From the thread that makes files to the one that writes them. */
interface Written {
  readonly kind: 'write';
  readonly files: readonly TextFile[];
}

/** And back, once for each of these. */
interface Answer {
  readonly kind: 'wrote';
  readonly error?: unknown;
}

/** So many files are sent at once, and so many times before the first of them is answered. */
const BATCH = 32;
const AHEAD = 4;

const isAnswer = (message: unknown): message is Answer => (message as Answer).kind === 'wrote';
const isWrite = (message: unknown): message is Written => (message as Written).kind === 'write';

/**
 * Hands files over to the other end of a port: a file is three calls of the system, and whoever makes the next one need
 * not wait for them. The port keeps the thread alive as long as an answer is awaited.
 */
export function writerAt(port: MessagePort): FileWriter {
  let batch: TextFile[] = [];
  let underWay = 0;
  let isListening = false;
  let failed: unknown;
  let wake: (() => void) | undefined;
  const answered = (message: unknown): void => {
    if (!isAnswer(message)) return;
    underWay -= 1;
    failed ??= message.error;
    wake?.();
  };
  const until = async (few: number): Promise<void> => {
    while (underWay > few)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    if (failed !== undefined) throw failed;
  };
  const send = (): void => {
    if (batch.length === 0) return;
    if (!isListening) port.on('message', answered);
    isListening = true;
    port.postMessage({ kind: 'write', files: batch } satisfies Written);
    underWay += 1;
    batch = [];
  };
  return {
    async write(path, text) {
      batch.push([path, text]);
      if (batch.length < BATCH) return;
      send();
      await until(AHEAD);
    },
    async done() {
      send();
      try {
        await until(0);
      } finally {
        port.off('message', answered);
        isListening = false;
        failed = undefined;
      }
    },
  };
}

/** A thread, or the port that leads to it. */
interface OtherEnd {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: unknown): void;
}

/** Writes for a thread what it hands over. */
export function writeFor(thread: OtherEnd): void {
  thread.on('message', (message: unknown) => {
    if (!isWrite(message)) return;
    let error: unknown;
    try {
      for (const [path, text] of message.files) writeText(path, text);
    } catch (thrown) {
      error = thrown;
    }
    thread.postMessage({ kind: 'wrote', ...(error === undefined ? {} : { error }) } satisfies Answer);
  });
}
