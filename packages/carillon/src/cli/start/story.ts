import type { Standing } from '@carillon/local/cloud';
import type { RunState } from '../../console/page/state.ts';
import type { Project } from '../../project.ts';
import { type Archived, type ArchiveReader, archiveReader } from './archive.ts';
import { deadLettersOf, noticesOf, publishedOf, sumOf } from './figures.ts';
import { loadResources } from './load.ts';
import { changeAddress, putAppData } from './patients.ts';
import type { ProgressFile } from './progress-file.ts';
import { readRuns } from './run-book.ts';
import { exampleResources, folderResources, type Unreadable } from './sample.ts';
import type { System } from './system.ts';
import type { Teller } from './tell.ts';
import { waitFor } from './wait.ts';

export interface Stage {
  readonly project: Project;
  readonly standing: Standing;
  readonly system: System;
  readonly tell: Teller;
  readonly progress: ProgressFile;
  /** A folder of NDJSON files instead of FHIR's own examples. */
  readonly fhir?: string;
  /** The longest that one part of the story may take, in milliseconds of the wall. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Resolves when the story's listener listens. */
  readonly audience: Promise<void>;
  /** The schedules start when everything is loaded, so that the first run finds all of it. */
  letTimeBegin(): void;
}

/** The last line of `--json`. */
export interface Summary {
  readonly runs: readonly (Pick<RunState, 'status' | 'since' | 'until' | 'files' | 'resources'> & {
    readonly id: string;
  })[];
  readonly published: Readonly<Record<string, number>>;
  readonly archived: {
    readonly objects: number;
    readonly events: number;
    readonly byEvent: Readonly<Record<string, number>>;
  };
  readonly notices: number;
  readonly deadLetters: number;
  readonly elapsedMs: number;
}

const say = ({ standing, tell }: Stage, mark: Parameters<Teller['line']>[1], text: string): void =>
  tell.line(standing.kernel.clock.now(), mark, text);

async function* untilStopped<Item>(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  for await (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}

/** Fills the datastore and the app's tables, once in the life of a data folder. */
const load = async (stage: Stage): Promise<void> => {
  const { system, progress, tell, fhir, standing } = stage;
  const from = fhir ?? 'hl7.fhir.r4.examples';
  const unreadable: string[] = [];
  const note = ({ file, line, reason }: Unreadable): number => unreadable.push(`${file}:${line} ${reason}`);
  const resources = fhir === undefined ? exampleResources() : folderResources(fhir, note);
  const loaded = await loadResources(system.outputs.DatastoreEndpoint, untilStopped(resources, stage.signal), (n) =>
    tell.progress(`${n} resources loaded`),
  );
  stage.signal.throwIfAborted();
  say(stage, 'app', `${loaded.resources} resources of ${from} loaded into the datastore`);
  for (const line of unreadable) say(stage, 'trouble', `not loaded: ${line}`);
  for (const { resource, reason } of loaded.refused) {
    say(stage, 'trouble', `refused by the datastore: ${resource}: ${reason}`);
  }
  await putAppData(system, standing.kernel.clock.now());
  say(stage, 'app', "a patient, an address and two site measures put into the app's tables");
  progress.note({ loaded: { from, resources: loaded.resources } });
};

const completed = (runs: readonly RunState[]): readonly RunState[] =>
  runs.filter(({ status }) => status === 'COMPLETED');

const firstRun = (stage: Stage): Promise<readonly RunState[]> =>
  waitFor({
    what: 'a completed run',
    withinMs: stage.patienceMs,
    look: () => readRuns(stage.system),
    isThere: (runs) => completed(runs).length > 0,
    signal: stage.signal,
  });

const change = async (stage: Stage): Promise<string> => {
  const known = stage.progress.read().changedAt;
  if (known !== undefined) return known;
  const changedAt = new Date(stage.standing.kernel.clock.now()).toISOString();
  say(stage, 'app', "the patient moves: the address changes in the app's table");
  await changeAddress(stage.system, `2 Carillon Square, ${changedAt}`);
  stage.progress.note({ changedAt });
  return changedAt;
};

const runAfter = (stage: Stage, changedAt: string): Promise<readonly RunState[]> =>
  waitFor({
    what: 'a completed run that begins after the change',
    withinMs: stage.patienceMs,
    look: () => readRuns(stage.system),
    isThere: (runs) => completed(runs).some(({ until }) => until > changedAt),
    signal: stage.signal,
  });

interface Books {
  readonly published: Readonly<Record<string, number>>;
  readonly archived: Archived;
}

/**
 * Each event that the bus took is one line of the archive: the books are even when both counts agree. Where somebody was
 * erased from it they never do again.
 */
const evenBooks = (stage: Stage, archive: ArchiveReader): Promise<Books> =>
  waitFor({
    what: 'the archive of every published event',
    withinMs: stage.patienceMs,
    async look() {
      const archived = await archive.read();
      return { archived, published: publishedOf(stage.standing, stage.project.root) };
    },
    isThere: ({ published, archived }) =>
      archived.erasures > 0 || archived.events + archived.repeated === sumOf(published),
    signal: stage.signal,
  });

/** The story is told better from its start; but it does not depend on being told. */
const AUDIENCE_MS = 8_000;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The whole story: load, a first run of everything, a change, a second run of exactly that. */
export const play = async (stage: Stage): Promise<Summary> => {
  const began = performance.now();
  const { system, standing } = stage;
  const archive = archiveReader(system.s3, system.outputs.ArchiveBucketName);
  if (stage.progress.read().loaded === undefined) await load(stage);
  await Promise.race([stage.audience, pause(AUDIENCE_MS)]);
  stage.letTimeBegin();
  await firstRun(stage);
  const runs = await runAfter(stage, await change(stage));
  const { published, archived } = await evenBooks(stage, archive);
  return {
    runs: runs
      .filter(({ status }) => status !== 'RUNNING')
      .toReversed()
      .map(({ runId, status, since, until, files, resources }) => ({
        id: runId,
        status,
        ...(since === undefined ? {} : { since }),
        until,
        files,
        resources,
      })),
    published,
    archived: { objects: archived.objects, events: archived.events, byEvent: archived.byEvent },
    notices: noticesOf(standing),
    deadLetters: await deadLettersOf(system),
    elapsedMs: Math.round(performance.now() - began),
  };
};
