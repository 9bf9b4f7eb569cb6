import type { WorkflowRun } from '../../console/page/state.ts';
import type { Demo, DemoContext } from '../../demo.ts';
import { archiveReader } from './archive.ts';
import { archiveBucketOf, messagesIn, publishedOf, queuesOf, type RunningSystem, sumOf } from './running-system.ts';
import { type Ledgers, type Patience, untilArchived, untilScheduled, untilSettled } from './settle.ts';
import type { Terminal } from './terminal.ts';

/** The last line of `--json`, before the members that the demo adds or replaces. */
export interface Summary {
  readonly runs: readonly unknown[];
  /** Events that the bus has taken, by name. */
  readonly published: Readonly<Record<string, number>>;
  readonly archived: {
    readonly objects: number;
    readonly events: number;
    readonly byEvent: Readonly<Record<string, number>>;
  };
  /** Messages that lie in dead-letter queues. */
  readonly deadLetters: number;
  readonly elapsedMs: number;
}

/** What a demo is played with. */
export interface Play {
  readonly system: RunningSystem;
  readonly terminal: Terminal;
  readonly patience: Patience;
  readRuns(limit: number): Promise<readonly WorkflowRun[]>;
  readonly demo?: Demo;
  readonly context?: DemoContext;
  letTimeBegin(): void;
}

/** With a demo what it plays; without one, what the schedules start, until nothing is under way any more. */
const happen = async (playing: Play, once: boolean): Promise<void> => {
  const { system, terminal, patience, demo, context, letTimeBegin } = playing;
  if (demo !== undefined && context !== undefined) {
    await demo.prepare?.(context);
    letTimeBegin();
    await demo.play?.(context);
    return;
  }
  const scheduled = once ? untilScheduled(system, patience) : undefined;
  letTimeBegin();
  const late = (await scheduled) ?? [];
  if (late.length > 0) terminal.print(`  schedules ${late.join(', ')} not due within half a minute: not waited for.`);
  if (once) await untilSettled(system, patience);
};

const NOTHING_ARCHIVED = { objects: 0, events: 0, byEvent: {}, repeated: 0, erasures: 0 };

const archived = async ({ system, patience }: Play): Promise<Ledgers> => {
  const bucket = archiveBucketOf(system);
  if (bucket === undefined) return { published: publishedOf(system), archived: NOTHING_ARCHIVED };
  return untilArchived(system, archiveReader(system.s3, bucket), patience);
};

/** Resolves when the demo is over or, with `once`, everything has settled; undefined when there was neither. */
export const play = async (playing: Play, once: boolean): Promise<Summary | undefined> => {
  const began = performance.now();
  await happen(playing, once);
  const { system, demo, context } = playing;
  if (demo === undefined && !once) return undefined;
  const ledgers = await archived(playing);
  const { objects, events, byEvent } = ledgers.archived;
  const runs = await playing.readRuns(100);
  return {
    runs: runs
      .filter(({ status }) => status !== 'RUNNING')
      .toReversed()
      .map(({ runId, events: _events, ...run }) => ({ id: runId, ...run })),
    published: ledgers.published,
    archived: { objects, events, byEvent },
    ...(context === undefined ? {} : await demo?.summary?.(context)),
    deadLetters: await messagesIn(system, queuesOf(system).deadLetters),
    elapsedMs: Math.round(performance.now() - began),
  };
};

/** For people on the error stream; with `json` also the summary itself, the last line of standard output. */
export const printSummary = (summary: Summary, json: boolean, terminal: Terminal): void => {
  const { runs, published, archived, deadLetters, elapsedMs, ...added } = summary;
  const counts = Object.entries(added).flatMap(([name, value]) =>
    typeof value === 'number' ? `${value} ${name}` : [],
  );
  const events = sumOf(Object.values(published));
  terminal.print(
    `\n${[
      `${runs.length} runs`,
      `${events} events published, ${archived.events} archived in ${archived.objects} objects`,
      ...counts,
      `${deadLetters} dead letters`,
      `${(elapsedMs / 1000).toFixed(1)} s`,
    ].join(', ')}`,
  );
  if (json) process.stdout.write(`${JSON.stringify(summary)}\n`);
};
