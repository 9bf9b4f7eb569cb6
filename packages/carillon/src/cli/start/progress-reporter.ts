import type { Activity } from '@carillon/local/kernel/activity';
import { declaredNames } from './declared-names.ts';
import { isDeadLetterQueue, nameOf, type RunningSystem } from './running-system.ts';
import type { Mark } from './terminal.ts';
import { readRun, runIdOf, workflowOf } from './workflow-runs.ts';

/** One line of progress: what happened of one kind within half a second. */
export interface ProgressLine {
  /** Cloud time of the first of them. */
  readonly at: number;
  readonly mark: Mark;
  readonly text: string;
}

/** One thing that happened. Things with the same mark and subject are reported together. */
interface Happening {
  readonly mark: Mark;
  readonly subject: string;
  readonly count?: number;
}

const TOGETHER_MS = 500;

export interface ProgressReporter {
  /** Reports at once what has happened so far. */
  flush(): Promise<void>;
  end(): void;
}

/** What a person should look at: nothing retries it any more, or a permission is missing. */
const LOST = /DeadLettered$|Dropped$|CallDenied$/;

const EXECUTION_ENDED = /^Execution(Succeeded|Failed|TimedOut|Aborted)$/;

/** `MessageDeadLettered` in words. */
const inWords = (action: string): string =>
  action.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/ [A-Z]/g, (letter) => letter.toLowerCase());

const factsText = (facts: NonNullable<Activity['facts']> = {}): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');

const lost = (system: RunningSystem, { action, resource, facts }: Activity): Happening => {
  const details = factsText(facts);
  const subject = `${inWords(action)}  ${nameOf(system, resource)}${details === '' ? '' : `  ${details}`}`;
  return { mark: 'failure', subject };
};

/** What the run's workflow declares that it reads like in a list. */
const runFacts = async (system: RunningSystem, executionArn: string): Promise<string> => {
  const name = workflowOf(system, executionArn);
  const { facts, error } = await readRun(system, name, { executionArn });
  const text = factsText(facts);
  return [text, error ?? ''].filter((part) => part !== '').join(', ');
};

/** `arn:…:execution:<state machine>:<name>`. The children of a Distributed Map (`<state machine>/<map>`) belong to its run. */
const ofExecution = async (
  system: RunningSystem,
  { action, resource, facts }: Activity,
): Promise<Happening | undefined> => {
  if (resource.split(':')[6]?.includes('/') === true) return undefined;
  const run = `${workflowOf(system, resource)} ${(await runIdOf(system, resource)).slice(0, 8)}`;
  if (action === 'ExecutionStarted') return { mark: 'run', subject: `${run} started` };
  const [, ending] = EXECUTION_ENDED.exec(action) ?? [];
  if (ending === undefined) return undefined;
  const seconds = (Number(facts?.durationMs ?? 0) / 1_000).toFixed(1);
  const words = [`${run} ${inWords(ending).toLowerCase()} after ${seconds} s`, await runFacts(system, resource)];
  return { mark: ending === 'Succeeded' ? 'run' : 'failure', subject: words.join('  ').trimEnd() };
};

/** Of a consumer; what producers and tasks do shows in their events and runs. A failure is reported of anybody. */
const ofFunction = (system: RunningSystem, { resource, facts }: Activity): Happening | undefined => {
  const name = nameOf(system, resource);
  if (facts?.ok === false) return { mark: 'failure', subject: `${name} failed` };
  const isConsumer = declaredNames(system.project.root).consumers.includes(name);
  return isConsumer ? { mark: 'consumer', subject: name } : undefined;
};

/** What is worth a line of an activity, whatever its domain; most of what services do is not. */
const happeningOf = (system: RunningSystem, activity: Activity): Happening | undefined => {
  const { service, action, resource, facts } = activity;
  if (LOST.test(action)) return lost(system, activity);
  if (action === 'EventPublished') return { mark: 'event', subject: String(facts?.detailType ?? '') };
  if (action === 'FunctionInvoked') return ofFunction(system, activity);
  if (action === 'ObjectDelivered') return { mark: 'archive', subject: 'objects', count: Number(facts?.records ?? 0) };
  // A handler moves what it cannot take to its dead-letter queue itself.
  const isDeadLetter = action === 'MessageSent' && service === 'sqs' && isDeadLetterQueue(resource);
  return isDeadLetter ? { mark: 'failure', subject: `dead letter of ${nameOf(system, resource)}` } : undefined;
};

interface Group {
  readonly at: number;
  readonly mark: Mark;
  readonly subject: string;
  readonly times: number;
  readonly count: number;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const times = ({ subject, times: n }: Group): string => (n === 1 ? subject : `${subject} ×${n}`);

/** Groups of half a second as lines, by time; all consumers share one. */
const linesOf = (groups: readonly Group[]): readonly ProgressLine[] => {
  const handled = groups.filter(({ mark }) => mark === 'consumer');
  const [first] = handled;
  const rest = groups
    .filter(({ mark }) => mark !== 'consumer')
    .map((group): ProgressLine => {
      const { at, mark } = group;
      if (mark !== 'archive') return { at, mark, text: times(group) };
      return { at, mark, text: `archived ${plural(group.count, 'event')} in ${plural(group.times, 'object')}` };
    });
  const shared: readonly ProgressLine[] =
    first === undefined
      ? []
      : [{ at: first.at, mark: 'consumer', text: `handled by ${handled.map(times).join(', ')}` }];
  return [...rest, ...shared].toSorted((one, other) => one.at - other.at);
};

/**
 * Reports what happens in a running system, for any domain: every event, the outcome of every consumer, runs of workflows,
 * what is archived, failures and dead letters. Never a payload.
 */
export const reportProgress = (system: RunningSystem, report: (line: ProgressLine) => void): ProgressReporter => {
  const groups = new Map<string, Group>();
  let timer: NodeJS.Timeout | undefined;
  const print = (): void => {
    clearTimeout(timer);
    timer = undefined;
    for (const line of linesOf([...groups.values()])) report(line);
    groups.clear();
  };
  const add = (at: number, { mark, subject, count = 1 }: Happening): void => {
    const key = `${mark} ${subject}`;
    const before = groups.get(key) ?? { at, mark, subject, times: 0, count: 0 };
    groups.set(key, { ...before, times: before.times + 1, count: before.count + count });
    timer ??= setTimeout(print, TOGETHER_MS).unref();
  };
  const pending = new Set<Promise<void>>();
  const addRun = (activity: Activity): void => {
    const { at, action, resource } = activity;
    const added = ofExecution(system, activity)
      .catch((): Happening => ({ mark: 'run', subject: `${inWords(action)}  ${resource}` }))
      .then((happening) => happening && add(at, happening))
      .finally(() => pending.delete(added));
    pending.add(added);
  };
  const unsubscribe = system.standing.kernel.activity.watch((activity) => {
    if (activity.service === 'states' && activity.action.startsWith('Execution')) return addRun(activity);
    const happening = happeningOf(system, activity);
    if (happening !== undefined) add(activity.at, happening);
  });
  return {
    async flush() {
      await Promise.all(pending);
      print();
    },
    end() {
      unsubscribe();
      print();
    },
  };
};
