/** What `GET state` answers: the runs as the ledger tells them, and the counts of this cloud. */
export interface ConsoleState {
  readonly now: string;
  readonly endpoint: string;
  readonly runs: readonly RunState[];
  readonly counts: Counts;
}

export interface Counts {
  readonly published: number;
  readonly changes: number;
  readonly objects: number;
  readonly notices: number;
  readonly deadLetters: number;
}

export type RunStatus = 'RUNNING' | 'COMPLETED' | 'FAILED';

/** The stations of a run that its ledger knows. */
export type StepName = 'started' | 'submitted' | 'exported' | 'mapped' | 'completed';

export interface RunState {
  readonly runId: string;
  readonly status: RunStatus;
  readonly since?: string;
  readonly until: string;
  readonly files: number;
  readonly resources: number;
  readonly rejected: number;
  readonly error?: string;
  /** When each step was last reached, ISO 8601. */
  readonly steps: Readonly<Partial<Record<StepName, string>>>;
}

/** What `GET session` answers: where to connect, and with what. The token lives as long as an ID token. */
export interface Session {
  readonly url: string;
  readonly token: string;
}

/** A notice as the WebSocket API sends it; told at least once, so its id may come again. */
export interface Notice {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
