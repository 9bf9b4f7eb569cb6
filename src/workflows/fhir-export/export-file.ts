import type { Decider } from '@carillon/runtime/decider';
import { eventIdOf } from '@carillon/runtime/event-id';
import type { Process } from '@carillon/runtime/run-loop';
import { exportFileProcessed } from '../../../generated/events.ts';
import { type FileProcessed, runStreamOf } from './export-event.ts';

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
export const fileStreamOf = (runId: string, key: string): string => `${runStreamOf(runId)}/file/${eventIdOf(key)}`;

export const exportFileProcess: Process<FileState, RecordFile, FileProcessed> = {
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
