/** What `GET state` answers: a running system as the page shows it, whatever its domain. Instants are RFC 3339. */
export interface ConsoleState {
  /** The project's name. */
  readonly project: string;
  /** Cloud time. */
  readonly now: string;
  readonly endpoint: string;
  /** Outputs of all stacks by name. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly counts: Counts;
  readonly events: readonly EventCount[];
  readonly consumers: readonly ConsumerState[];
  /** The newest first. */
  readonly runs: readonly WorkflowRun[];
  /** The newest first. */
  readonly latest: readonly Latest[];
}

/** Counts of the data folder's whole life, except messages in dead-letter queues: those that lie there now. */
export interface Counts {
  readonly published: number;
  /** Objects that were written to the archive. */
  readonly objects: number;
  /** Messages that were sent to WebSocket connections. */
  readonly messages: number;
  readonly deadLetters: number;
}

/** How often the bus has taken an event of the catalog. */
export interface EventCount {
  readonly name: string;
  readonly count: number;
}

/** How often a consumer's function was invoked and failed since this start. */
export interface ConsumerState {
  readonly name: string;
  readonly invocations: number;
  readonly failures: number;
}

export type RunStatus = 'RUNNING' | 'SKIPPED' | 'COMPLETED' | 'FAILED';

/** A run of a workflow, as its workflow declares that it reads in a list. */
export interface WorkflowRun {
  readonly workflow: string;
  readonly runId: string;
  readonly status: RunStatus;
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly endedAt?: string;
  /** By label, in the order of display. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly error?: string;
  /** What happened to it, in order. */
  readonly events: readonly { readonly name: string; readonly at: string }[];
}

/** One line of progress. */
export interface Latest {
  /** Counts up within one start. */
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly text: string;
}
