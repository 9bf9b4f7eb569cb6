import type { OutgoingEvent } from '@carillon/runtime/publish';
import { handleCommand, type Ledger } from '@carillon/runtime/workflow';
import { fileAggregate } from '../aggregates.ts';
import type { ExportEvent } from '../export-event.ts';
import { type FileCounts, publishLines } from './publish-lines.ts';
import type { FileOfRun, LineRejection } from './read-resource.ts';
import { type ObjectWriter, RejectionArchive } from './rejection-archive.ts';

export interface ProcessFilePorts {
  readonly ledger: Ledger<ExportEvent>;
  readonly open: (key: string) => Promise<AsyncIterable<Uint8Array>>;
  readonly publish: (events: readonly OutgoingEvent[]) => Promise<void>;
  readonly archive: { readonly client: ObjectWriter; readonly bucket: string };
  readonly now: () => Date;
}

/** How many rejections the event itself names; the archive holds all. */
const NAMED = 100;

const countsOf = ({ resources, rejected }: FileCounts): FileCounts => ({ resources, rejected });

/**
 * A file of a run: its lines go on the bus, its rejections into the archive, its end into the ledger, in this order. A
 * file that the ledger knows is not read again.
 */
export const processFile = async (ports: ProcessFilePorts, file: FileOfRun): Promise<FileCounts> => {
  const { ledger, archive, publish } = ports;
  const known = await fileAggregate.load(ledger.store, { runId: file.runId, key: file.file.key });
  if (known.state !== undefined) return countsOf(known.state);
  const rejections: LineRejection[] = [];
  const kept = new RejectionArchive(file);
  const reject = (rejection: LineRejection): void => {
    kept.add(rejection);
    if (rejections.length < NAMED) rejections.push(rejection);
  };
  const counts = await publishLines(file, { chunks: await ports.open(file.file.key), publish, reject });
  await kept.store(archive.client, archive.bucket);
  const {
    runId,
    file: { type, key },
  } = file;
  const command = { name: 'RecordFile', file: { runId, file: { type, key }, ...counts, rejections } } as const;
  const context = { correlationId: file.runId, occurredAt: ports.now().toISOString() };
  const { state } = await handleCommand(ledger, fileAggregate, command, context);
  return countsOf(state ?? counts);
};
