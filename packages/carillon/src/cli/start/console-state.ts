import type { Activity } from '@carillon/local/kernel/activity';
import type { ConsoleState, ConsumerState, Latest, WorkflowRun } from '../../console/page/state.ts';
import { declaredNames } from './declared-names.ts';
import type { ProgressLine } from './progress-reporter.ts';
import {
  countOf,
  messagesIn,
  nameOf,
  outputsOf,
  publishedOf,
  queuesOf,
  type RunningSystem,
  sumOf,
} from './running-system.ts';

const RUNS_SHOWN = 20;
const LATEST_SHOWN = 60;

/** What the page shows beside the cloud's own counts: kept since this start. */
export interface ConsoleMemory {
  add(line: ProgressLine): void;
  latest(): readonly Latest[];
  consumers(): readonly ConsumerState[];
}

/** Remembers the latest lines of progress, and how often each consumer was invoked and failed. */
export const consoleMemory = (system: RunningSystem): ConsoleMemory => {
  const latest: Latest[] = [];
  const invoked = new Map<string, { invocations: number; failures: number }>();
  const count = ({ resource, facts }: Activity): void => {
    const name = nameOf(system, resource);
    const { invocations, failures } = invoked.get(name) ?? { invocations: 0, failures: 0 };
    invoked.set(name, { invocations: invocations + 1, failures: failures + (facts?.ok === false ? 1 : 0) });
  };
  system.standing.kernel.activity.watch((activity) => {
    if (activity.action === 'FunctionInvoked') count(activity);
  });
  let added = 0;
  return {
    add({ at, mark, text }) {
      added += 1;
      latest.unshift({ id: added, at: new Date(at).toISOString(), kind: mark, text });
      latest.splice(LATEST_SHOWN);
    },
    latest: () => latest,
    consumers: () =>
      declaredNames(system.project.root).consumers.map((name) => ({
        name,
        ...(invoked.get(name) ?? { invocations: 0, failures: 0 }),
      })),
  };
};

/** What the page shows at this moment. */
export const consoleState = async (
  system: RunningSystem,
  memory: ConsoleMemory,
  readRuns: (limit: number) => Promise<readonly WorkflowRun[]>,
): Promise<ConsoleState> => {
  const { standing, project } = system;
  const [runs, deadLetters] = await Promise.all([
    readRuns(RUNS_SHOWN),
    messagesIn(system, queuesOf(system).deadLetters),
  ]);
  const published = publishedOf(system);
  return {
    project: project.config.name,
    now: new Date(standing.kernel.clock.now()).toISOString(),
    endpoint: standing.endpoint,
    outputs: outputsOf(system),
    counts: {
      published: sumOf(Object.values(published)),
      objects: countOf(system, 'firehose', 'ObjectDelivered'),
      messages: countOf(system, 'execute-api', 'MessageSent'),
      deadLetters,
    },
    events: declaredNames(project.root).events.map((name) => ({ name, count: published[name] ?? 0 })),
    consumers: memory.consumers(),
    runs,
    latest: memory.latest(),
  };
};
