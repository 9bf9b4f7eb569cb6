import { eventIdOf } from '../bus/event-id.ts';
import type { Upcaster } from '../bus/upcast.ts';
import type { Decider, LedgerEvent } from './decider.ts';
import type { StoredEvents } from './ledger-item.ts';

type Descriptor = StoredEvents['events'][number];

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
  readonly events: readonly Descriptor[];
  /** Those of its events; none where every event has one version. */
  readonly upcasters?: readonly Upcaster[];
  /** Its `evolve` takes every event of a run's streams, those too that another decider of the workflow appends. */
  readonly decider: Decider<State, Command, Event>;
  /** The state is that of one run: made of the events of its streams and no others. */
  summarize(state: State, runId: string): RunSummary;
}

/** A workflow's declaration: pure, so that functions, the command line and the console can all read it. */
export interface Workflow<State = unknown, Command = unknown, Event extends LedgerEvent = LedgerEvent>
  extends Required<WorkflowDefinition<State, Command, Event>> {
  /** The stream of a run: `<stream>/<runId>`. Streams below it (`<stream>/<runId>/...`) belong to the same run. */
  streamOf(runId: string): string;
  /** The run that a stream belongs to; undefined for streams of others. */
  runOf(stream: string): string | undefined;
  /** A run is its execution: whoever knows the execution's ARN knows the run, and a repeated task means the same one. */
  runIdOf(executionArn: string): string;
}

/** A workflow of any type, as those who read all of them have it. */
// biome-ignore lint/suspicious/noExplicitAny: state, command and event are the workflow's own and consistent within it
export type AnyWorkflow = Workflow<any, any, any>;

/** Names follow from the declaration: `<stream>/<runId>`, and a run's id from its execution. */
export const defineWorkflow = <State, Command, Event extends LedgerEvent>(
  definition: WorkflowDefinition<State, Command, Event>,
): Workflow<State, Command, Event> => {
  const { stream = definition.name, upcasters = [] } = definition;
  const prefix = `${stream}/`;
  return {
    ...definition,
    stream,
    upcasters,
    streamOf: (runId) => `${prefix}${runId}`,
    runOf: (name) => (name.startsWith(prefix) ? name.slice(prefix.length).split('/')[0] : undefined),
    // A hash and not the execution's name, which may have 80 characters and differ from one account to the next.
    runIdOf: (executionArn) => eventIdOf(stream, executionArn),
  };
};
