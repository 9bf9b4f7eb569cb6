import type { Archived, ArchiveReader } from './archive.ts';
import { messagesIn, nameOf, publishedOf, queuesOf, type RunningSystem, sumOf } from './running-system.ts';
import { TimeoutError, waitFor } from './wait.ts';
import { listExecutions } from './workflow-runs.ts';

/** Events as the bus took them and as the archive has them: the same, where nothing is on its way. */
export interface Ledgers {
  readonly published: Readonly<Record<string, number>>;
  readonly archived: Archived;
}

export interface Patience {
  /** Wall time. */
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

const isArchived = ({ published, archived }: Ledgers): boolean =>
  // Where somebody was erased from the archive the counts never agree again.
  archived.erasures > 0 || archived.events + archived.repeated === sumOf(Object.values(published));

/** Waits until the archive has every event that was published. @throws TimeoutError */
export const untilArchived = (system: RunningSystem, archive: ArchiveReader, patience: Patience): Promise<Ledgers> =>
  waitFor({
    ...patience,
    what: 'the archive of every published event',
    look: async () => ({ archived: await archive.read(), published: publishedOf(system) }),
    isThere: isArchived,
  });

/** Schedules of the template that are enabled, by ARN, until each has started something. */
const schedulesToCome = (system: RunningSystem): Set<string> => {
  const schedules = system.standing
    .deployment()
    .resources.filter(({ type, properties }) => type === 'AWS::Scheduler::Schedule' && properties.State !== 'DISABLED');
  return new Set(schedules.map(({ ref, attributes }) => String(attributes.Arn ?? ref)));
};

/** Schedules that are due later are not waited for. */
const SCHEDULES_WITHIN_MS = 30_000;
/** A stream, a pipe or a delivery may be between two things that can be seen from outside. */
const QUIET_MS = 1_000;

/** Begin before time begins. Resolves to the schedules that have not started anything within half a minute. */
export const untilScheduled = async (
  system: RunningSystem,
  { withinMs, signal }: Patience,
): Promise<readonly string[]> => {
  const schedules = schedulesToCome(system);
  const unsubscribe = system.standing.kernel.activity.watch(({ service, action, resource }) => {
    if (service === 'scheduler' && action === 'ScheduleInvoked') schedules.delete(resource);
  });
  try {
    await waitFor({
      signal,
      withinMs: Math.min(withinMs, SCHEDULES_WITHIN_MS),
      what: 'every schedule',
      look: async () => schedules.size,
      isThere: (size) => size === 0,
    });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
  } finally {
    unsubscribe();
  }
  return [...schedules].map((arn) => nameOf(system, arn));
};

/** Waits until no run is under way and every queue is empty. @throws TimeoutError naming what is still under way */
export const untilSettled = async (system: RunningSystem, patience: Patience): Promise<void> => {
  let quietSince: number | undefined;
  await waitFor({
    ...patience,
    what: 'the end of all runs, and of all messages in queues,',
    look: async () => ({
      runs: (await listExecutions(system, 100)).flatMap(([name, { status }]) => (status === 'RUNNING' ? name : [])),
      messages: await messagesIn(system, queuesOf(system).own),
    }),
    isThere({ runs, messages }) {
      if (runs.length + messages > 0) quietSince = undefined;
      else quietSince ??= performance.now();
      return quietSince !== undefined && performance.now() - quietSince >= QUIET_MS;
    },
  });
};
