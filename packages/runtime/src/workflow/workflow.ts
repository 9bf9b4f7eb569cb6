import type { Catalog, Upcaster } from '../catalog.ts';
import type { EventDescriptor } from '../descriptor.ts';
import { eventIdOf } from '../publish/outgoing-event.ts';
import type { Aggregate } from './command-handler.ts';
import { type Decider, fold, type LedgerEvent } from './decider.ts';

/** SKIPPED: the run was refused before it did anything. */
export type RunStatus = 'RUNNING' | 'SKIPPED' | 'COMPLETED' | 'FAILED';

/** How a run reads in a list. */
export interface RunSummary {
  readonly status: RunStatus;
  /** By label, in the order of display. Shown to operators: nothing that identifies a person. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly error?: { readonly code: string; readonly message: string };
}

/** What a workflow declares of itself, in `src/workflows/<name>/workflow.ts`. */
export interface WorkflowDefinition<State, Command, Event extends LedgerEvent> {
  /** The name of its folder below src/workflows, in kebab case; its state machine is called so in Pascal case. */
  readonly name: string;
  /**
   * First part of its streams' names; default its name. Stored events and run ids are made of it, so it stays as it is
   * once a run is stored.
   */
  readonly stream?: string;
  /** All events that its streams hold. */
  readonly events: readonly EventDescriptor[];
  /** Those of its events; none where every event has one version. */
  readonly upcasters?: readonly Upcaster[];
  /** Its `evolve` takes every event of a run's streams, those too that another decider of the workflow appends. */
  readonly decider: Decider<State, Command, Event>;
  /** The state is that of one run: made of the events of its streams and no others. */
  summarize(state: State, runId: string): RunSummary;
  /**
   * What makes a run the same run, taken from the input of its execution. Without it every execution is a run. A workflow
   * that an event starts takes what the event is about, so that an event that is delivered twice, or a run that is started
   * again, is one run.
   */
  readonly keyOf?: (input: unknown) => string;
}

/** A workflow's declaration: pure, so that functions, the command line and the console can all read it. */
export interface Workflow<State = unknown, Command = unknown, Event extends LedgerEvent = LedgerEvent>
  extends Catalog,
    Omit<WorkflowDefinition<State, Command, Event>, 'keyOf' | 'stream' | keyof Catalog> {
  readonly stream: string;
  /** Whether a run's id follows from the input of its execution, and not from the execution alone. */
  readonly hasKeys: boolean;
  /** The stream of a run: `<stream>/<runId>`. Streams below it (`<stream>/<runId>/...`) belong to the same run. */
  streamOf(runId: string): string;
  /** The run that a stream belongs to; undefined for streams of others. */
  runOf(stream: string): string | undefined;
  /**
   * The run of an execution, by its key, or by the execution where there are no keys: whoever knows the execution knows the
   * run, and a repeated task means the same one.
   */
  runIdOf(executionArn: string, input?: unknown): string;
  /** The run with this key. */
  runIdOfKey(key: string): string;
}

/** A workflow of any type, as those who read all of them have it. */
// biome-ignore lint/suspicious/noExplicitAny: state, command and event are the workflow's own and consistent within it
export type AnyWorkflow = Workflow<any, any, any>;

/** Names follow from the declaration: `<stream>/<runId>`, and a run's id from its execution. */
export const defineWorkflow = <State, Command, Event extends LedgerEvent>(
  definition: WorkflowDefinition<State, Command, Event>,
): Workflow<State, Command, Event> => {
  const { stream = definition.name, upcasters = [], keyOf, ...rest } = definition;
  const prefix = `${stream}/`;
  // A hash and not the key or the ARN itself, which may be long and hold what no name of a stream can.
  const runIdOfKey = (key: string): string => eventIdOf(stream, key);
  return {
    ...rest,
    stream,
    upcasters,
    hasKeys: keyOf !== undefined,
    runIdOfKey,
    streamOf: (runId) => `${prefix}${runId}`,
    runOf: (name) => (name.startsWith(prefix) ? name.slice(prefix.length).split('/')[0] : undefined),
    runIdOf: (executionArn, input) => runIdOfKey(keyOf?.(input) ?? executionArn),
  };
};

/** A command or the data of an event that says of which run it is. */
export interface OfRun {
  readonly runId: string;
}

/** A workflow's runs as `handleCommand` takes them; `{ runId }` alone names a state to read. */
export type RunAggregate<State, Command extends OfRun, Event extends LedgerEvent<string, OfRun>> = Aggregate<
  State,
  Command,
  Event,
  OfRun
>;

/** The runs of a workflow each of which has one stream, and a state of its own. */
export const aggregateOf = <State, Command extends OfRun, Event extends LedgerEvent<string, OfRun>>({
  decider,
  events,
  streamOf,
}: Workflow<State, Command, Event>): RunAggregate<State, Command, Event> => ({
  decider,
  events,
  scopeOf: ({ runId }) => ({ runId }),
  load: async (store, { runId }) => {
    const stream = streamOf(runId);
    const recorded = await store.load(stream);
    const past = recorded.map(({ event }) => event);
    return { state: fold(decider, decider.initial, past), sequences: new Map([[stream, recorded.length]]) };
  },
  streamOf: ({ data }) => streamOf(data.runId),
});
