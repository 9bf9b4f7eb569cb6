import type { EventStore, SharedState } from '@carillon/runtime/event-store';
import { eventIdOf } from '@carillon/runtime/publish';
import { type Aggregate, type Decider, fold, type Loaded } from '@carillon/runtime/workflow';
import { exportFileProcessed } from '../../../generated/events.ts';
import type { ExportCommand } from './export-command.ts';
import type { ExportEvent, FileProcessed } from './export-event.ts';
import { exportRun } from './export-run.ts';
import type { DatastoreHead, ExportState } from './export-state.ts';
import { workflow } from './workflow.ts';

type Store = EventStore<ExportEvent>;

const headKeyOf = (datastoreId: string): string => `export-datastore/${datastoreId}`;

/**
 * Each file has a stream of its own below its run's: ten files at once append without waiting for one another, and a
 * run of thousands loads none of them. Keys may be longer than a stream's name, so a hash stands for them.
 */
export const fileStreamOf = (runId: string, key: string): string =>
  `${workflow.streamOf(runId)}/file/${eventIdOf(key)}`;

const streamOf = (event: ExportEvent): string =>
  event.name === exportFileProcessed.name
    ? fileStreamOf(event.data.runId, event.data.file.key)
    : workflow.streamOf(event.data.runId);

const loadRuns = async (store: Store, runIds: readonly string[]): Promise<Loaded<ExportState>> => {
  const streams = await Promise.all(
    runIds.map(workflow.streamOf).map(async (stream) => [stream, await store.load(stream)] as const),
  );
  const events = streams.flatMap(([, recorded]) => recorded.map(({ event }) => event));
  return {
    state: fold(exportRun, exportRun.initial, events),
    sequences: new Map(streams.map(([stream, recorded]) => [stream, recorded.length])),
  };
};

/** The head as kept takes the place of the one folded from a few runs only. */
const withHead = (
  { state, sequences }: Loaded<ExportState>,
  key: string,
  head: SharedState | undefined,
): Loaded<ExportState> => ({
  state: { ...state, head: (head?.state ?? {}) as DatastoreHead },
  sequences,
  shared: { key, version: head?.version ?? 0 },
});

/** What of the ledger a decision about a run is made on: the run's own stream, and more where it asks for more. */
export interface RunScope {
  readonly runId: string;
  /** For a run that begins: the head of this data store, and its active run. */
  readonly datastoreId?: string;
  /** For a run that ends: the head of the run's data store. */
  readonly withHead?: boolean;
}

const scopeOf = (command: ExportCommand): RunScope => {
  const { name, runId } = command;
  if (name === 'BeginRun') return { runId, datastoreId: command.datastoreId };
  return { runId, withHead: name === 'CompleteRun' || name === 'FailRun' };
};

const load = async (store: Store, scope: RunScope): Promise<Loaded<ExportState>> => {
  const { runId } = scope;
  if (scope.datastoreId !== undefined) {
    const key = headKeyOf(scope.datastoreId);
    const head = await store.loadShared(key);
    const active = (head?.state as DatastoreHead | undefined)?.active?.runId;
    const runIds = new Set([runId, ...(active === undefined ? [] : [active])]);
    return withHead(await loadRuns(store, [...runIds]), key, head);
  }
  const runs = await loadRuns(store, [runId]);
  const run = runs.state.runs[runId];
  if (run === undefined || scope.withHead !== true) return runs;
  const key = headKeyOf(run.datastoreId);
  return withHead(runs, key, await store.loadShared(key));
};

/** A run: its own stream, and the head that the runs of a data store share. */
export const runAggregate: Aggregate<ExportState, ExportCommand, ExportEvent, RunScope> = {
  decider: exportRun,
  events: workflow.events,
  scopeOf,
  load,
  streamOf,
  sharedOf: ({ head }) => head,
};

/** Ends the work on a file. */
export interface RecordFile {
  readonly name: 'RecordFile';
  readonly file: FileProcessed['data'];
}

/** What a file held, once it is processed. */
export type FileState = FileProcessed['data'] | undefined;

/** A file is processed once; whoever comes second finds the first one's counts. */
const exportFile: Decider<FileState, RecordFile, ExportEvent> = {
  initial: undefined,
  decide: (state, { file }) => (state === undefined ? [{ name: exportFileProcessed.name, data: file }] : []),
  evolve: (state, event) => (event.name === exportFileProcessed.name ? event.data : state),
};

/** Which file of which run. */
export interface FileScope {
  readonly runId: string;
  readonly key: string;
}

/** A file of a run. */
export const fileAggregate: Aggregate<FileState, RecordFile, ExportEvent, FileScope> = {
  decider: exportFile,
  events: workflow.events,
  scopeOf: ({ file }) => ({ runId: file.runId, key: file.file.key }),
  load: async (store, { runId, key }) => {
    const stream = fileStreamOf(runId, key);
    const recorded = await store.load(stream);
    const events = recorded.map(({ event }) => event);
    return { state: fold(exportFile, undefined, events), sequences: new Map([[stream, recorded.length]]) };
  },
  streamOf,
};
