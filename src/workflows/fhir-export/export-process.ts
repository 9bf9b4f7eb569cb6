import { type Decider, fold } from '@carillon/runtime/decider';
import { eventIdOf } from '@carillon/runtime/event-id';
import type { EventStore } from '@carillon/runtime/event-store';
import type { Aggregate, Loaded } from '@carillon/runtime/handle-command';
import { exportFileProcessed } from '../../../generated/events.ts';
import type { ExportCommand } from './export-command.ts';
import type { ExportEvent, FileProcessed } from './export-event.ts';
import { exportRun } from './export-run.ts';
import type { DatastoreHead, ExportState } from './export-state.ts';
import { workflow } from './workflow.ts';

const headKeyOf = (datastoreId: string): string => `export-datastore/${datastoreId}`;

interface Runs {
  readonly state: ExportState;
  readonly sequences: ReadonlyMap<string, number>;
}

const loadRuns = async (store: EventStore, runIds: readonly string[]): Promise<Runs> => {
  const streams = await Promise.all(
    runIds.map(workflow.streamOf).map(async (stream) => [stream, await store.load(stream)] as const),
  );
  // The store holds under a run's stream what this process has appended there.
  const events = streams.flatMap(([, recorded]) => recorded.map(({ event }) => event as ExportEvent));
  return {
    state: fold(exportRun, exportRun.initial, events),
    sequences: new Map(streams.map(([stream, recorded]) => [stream, recorded.length])),
  };
};

/** The head as kept takes the place of the one folded from a few runs only. */
const withHead = (
  runs: Runs,
  key: string,
  head: { readonly version: number; readonly state: unknown } | undefined,
): Loaded<ExportState> => ({
  state: { ...runs.state, head: (head?.state ?? {}) as DatastoreHead },
  sequences: runs.sequences,
  head: { key, version: head?.version ?? 0 },
});

/** A run that is only read. */
interface RunKey {
  readonly name?: never;
  readonly runId: string;
}

const load = async (store: EventStore, command: ExportCommand | RunKey): Promise<Loaded<ExportState>> => {
  if (command.name === 'BeginRun') {
    const key = headKeyOf(command.datastoreId);
    const head = await store.head(key);
    const active = (head?.state as DatastoreHead | undefined)?.active?.runId;
    const runIds = new Set([command.runId, ...(active === undefined ? [] : [active])]);
    return withHead(await loadRuns(store, [...runIds]), key, head);
  }
  const runs = await loadRuns(store, [command.runId]);
  const run = runs.state.runs[command.runId];
  const endsRun = command.name === 'CompleteRun' || command.name === 'FailRun';
  if (!endsRun || run === undefined) return runs;
  const key = headKeyOf(run.datastoreId);
  return withHead(runs, key, await store.head(key));
};

/** A run: its own stream, and the head that the runs of a data store share. */
export const exportProcess: Aggregate<ExportState, ExportCommand, ExportEvent, RunKey> = {
  decider: exportRun,
  descriptors: workflow.events,
  load,
  streamOf: ({ data }) => workflow.streamOf(data.runId),
  headOf: ({ head }) => head,
};

export interface RecordFile {
  readonly name: 'RecordFile';
  readonly file: FileProcessed['data'];
}

export type FileState = FileProcessed['data'] | undefined;

/** A file is processed once; whoever comes second finds the first one's counts. */
const exportFile: Decider<FileState, RecordFile, FileProcessed> = {
  initial: undefined,
  decide: (state, { file }) => (state === undefined ? [{ name: exportFileProcessed.name, data: file }] : []),
  evolve: (_, event) => event.data,
};

/**
 * Each file has a stream of its own below its run's: ten files at once append without waiting for one another, and a
 * run of thousands loads none of them. Keys may be longer than a stream's name, so a hash stands for them.
 */
export const fileStreamOf = (runId: string, key: string): string =>
  `${workflow.streamOf(runId)}/file/${eventIdOf(key)}`;

/** A file that is only looked up. */
interface FileKey {
  readonly file: { readonly runId: string; readonly file: { readonly key: string } };
}

/** A file of a run. */
export const exportFileProcess: Aggregate<FileState, RecordFile, FileProcessed, FileKey> = {
  decider: exportFile,
  descriptors: [exportFileProcessed],
  load: async (store, { file }) => {
    const stream = fileStreamOf(file.runId, file.file.key);
    const recorded = await store.load(stream);
    const last = recorded.at(-1)?.event as FileProcessed | undefined;
    return { state: last?.data, sequences: new Map([[stream, recorded.length]]) };
  },
  streamOf: ({ data }) => fileStreamOf(data.runId, data.file.key),
};
