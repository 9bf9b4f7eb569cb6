import type { OutgoingEvent } from '@carillon/runtime/publish';
import { linesOf } from './lines.ts';
import { type FileOfRun, type LineRejection, readResource } from './read-resource.ts';

export interface FilePorts {
  /** The file's bytes as they stream. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly publish: (events: readonly OutgoingEvent[]) => Promise<void>;
  /** Called for each line that is not published, in order. */
  readonly reject: (rejection: LineRejection) => void;
}

export interface FileCounts {
  readonly resources: number;
  readonly rejected: number;
}

const BATCH = 10;
const IN_FLIGHT = 4;
const LINE_LIMIT_BYTES = 16 * 1024 * 1024;

/** Keeps a few calls under way at once: enough to hide the wire, few enough that memory does not grow with the file. */
class Flight {
  private readonly under = new Set<Promise<void>>();
  private failed: unknown;

  async take(work: () => Promise<void>): Promise<void> {
    while (this.under.size >= IN_FLIGHT) await Promise.race(this.under);
    if (this.failed !== undefined) throw this.failed;
    const flying: Promise<void> = work()
      .catch((error: unknown) => {
        this.failed ??= error;
      })
      .finally(() => this.under.delete(flying));
    this.under.add(flying);
  }

  async land(): Promise<void> {
    await Promise.all(this.under);
    if (this.failed !== undefined) throw this.failed;
  }
}

/**
 * Streams a file onto the bus, ten lines a call.
 * @throws PublishError nothing is counted as done then; a repetition publishes the same ids
 */
export const publishLines = async (file: FileOfRun, { chunks, publish, reject }: FilePorts): Promise<FileCounts> => {
  const flight = new Flight();
  let batch: OutgoingEvent[] = [];
  let resources = 0;
  let rejected = 0;
  const send = async (): Promise<void> => {
    const events = batch;
    batch = [];
    await flight.take(() => publish(events));
  };
  for await (const line of linesOf(chunks, LINE_LIMIT_BYTES)) {
    const read = readResource(file, line);
    if (read.kind === 'rejected') {
      rejected += 1;
      reject(read.rejection);
    }
    if (read.kind !== 'resource') continue;
    resources += 1;
    batch.push(read.event);
    if (batch.length === BATCH) await send();
  }
  if (batch.length > 0) await send();
  await flight.land();
  return { resources, rejected };
};
