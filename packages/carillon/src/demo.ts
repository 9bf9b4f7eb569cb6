import type { WorkflowRun } from './console/page/state.ts';

export type { WorkflowRun };

/** An option that a demo adds to `carillon start`. `value` names what it takes (`<dir>`); without it the option is a switch. */
export interface DemoOption {
  readonly value?: string;
  readonly help: string;
}

/** Options of the command line by name: text for an option with a value, `true` for a switch that is given. */
export type DemoOptions = Readonly<Record<string, string | boolean | undefined>>;

/** What a demo has done in a data folder, by its own names: JSON values, kept over restarts. */
export type DemoSteps = Readonly<Record<string, unknown>>;

/** Configuration for clients of `@aws-sdk`, which reach the local cloud with it. */
export interface ClientConfig {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Something to wait for. */
export interface Awaited<Seen> {
  /** For the error message: `a completed run`. */
  readonly what: string;
  look(): Promise<Seen>;
  isThere(seen: Seen): boolean;
}

/** The running system, as a client outside of it sees it. */
export interface DemoContext {
  readonly client: ClientConfig;
  /** Outputs of the stacks by name: `OrdersTableName`. @throws Error when the template has no such output */
  output(name: string): string;
  readonly options: DemoOptions;
  /** Aborted when the demo is over or stopped: what it has opened must be closed then. */
  readonly signal: AbortSignal;
  /** Cloud time, milliseconds since the epoch. */
  now(): number;
  /** Prints one line, at the present cloud time. */
  report(text: string): void;
  /** Prints one line about something that went wrong. */
  warn(text: string): void;
  /** Shows what is going on; on a terminal the line is replaced by the next one. */
  progress(text: string): void;
  /** The newest runs of every workflow, the newest first, as their workflows declare that they read in a list. */
  runs(): Promise<readonly WorkflowRun[]>;
  /** Polls until it is there. @throws TimeoutError after `--patience`, or the signal's reason */
  waitFor<Seen>(awaited: Awaited<Seen>): Promise<Seen>;
  /** How often a service of the local cloud has done something: `count('execute-api', 'MessageSent')`. */
  count(service: string, action: string): number;
  /** What was done in this data folder by earlier starts. */
  steps(): DemoSteps;
  /** Keeps a step before the next one begins, so that a restart does not repeat it. */
  keep(steps: DemoSteps): void;
}

/** Why a demo cannot be played as it was asked for. */
export interface DemoRefusal {
  readonly message: string;
  readonly fix: string;
}

/**
 * What `carillon start` plays for a project: `carillon.config.ts` names a module that exports it as `demo`.
 *
 * ```ts
 * export const demo: Demo = {
 *   async play({ client, output, report }) {
 *     await new DynamoDBClient(client).send(new PutItemCommand({ TableName: output('OrdersTableName'), Item }));
 *     report('an order is placed');
 *   },
 * };
 * ```
 */
export interface Demo {
  /** By name, without the dashes. */
  readonly options?: Readonly<Record<string, DemoOption>>;
  /** Looks at the options and at earlier steps before anything is started; a refusal ends the command with exit code 64. */
  refuse?(options: DemoOptions, steps: DemoSteps): DemoRefusal | undefined;
  /** Runs when all resources exist and no schedule, delay or timeout runs yet: for data that the first run must find. */
  prepare?(context: DemoContext): Promise<void>;
  /** Runs with the clock. With `--once` the cloud stops when this is over and every event is archived. */
  play?(context: DemoContext): Promise<void>;
  /** Members of the JSON summary, beside the engine's or in place of them. */
  summary?(context: DemoContext): Promise<Readonly<Record<string, unknown>>>;
}
