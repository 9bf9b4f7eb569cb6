import { fold } from '@carillon/runtime/decider';
import type { EventStore } from '@carillon/runtime/event-store';
import type { Loaded, Process } from '@carillon/runtime/run-loop';
import type { ExportCommand } from './export-command.ts';
import { type ExportEvent, exportEvents, runStreamOf } from './export-event.ts';
import { exportRun } from './export-run.ts';
import type { DatastoreHead, ExportState } from './export-state.ts';

const headKeyOf = (datastoreId: string): string => `export-datastore/${datastoreId}`;

interface Runs {
  readonly state: ExportState;
  readonly sequences: ReadonlyMap<string, number>;
}

const loadRuns = async (store: EventStore, runIds: readonly string[]): Promise<Runs> => {
  const streams = await Promise.all(
    runIds.map(runStreamOf).map(async (stream) => [stream, await store.load(stream)] as const),
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

const load = async (store: EventStore, command: ExportCommand): Promise<Loaded<ExportState>> => {
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

export const exportProcess: Process<ExportState, ExportCommand, ExportEvent> = {
  decider: exportRun,
  descriptors: exportEvents,
  load,
  streamOf: ({ data }) => runStreamOf(data.runId),
  headOf: ({ head }) => head,
};
