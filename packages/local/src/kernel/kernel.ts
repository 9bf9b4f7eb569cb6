import type { Activities } from './activity.ts';
import type { Alarms } from './alarms.ts';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import type { Identity } from './identity.ts';
import type { Report } from './isolate.ts';
import type { Journal } from './journal.ts';
import type { Operations } from './operations.ts';
import type { Service } from './service.ts';
import type { Sources } from './sources.ts';
import type { Targets } from './targets.ts';

/** What a published asset of the cloud assembly comes from: a folder or a file of this machine, or a command that makes it. */
export type Asset = { readonly path: string } | { readonly command: readonly string[] };

/** The files of the cloud assembly by asset hash. */
export interface Assets {
  locate(bucket: string, key: string): Asset | undefined;
}

/** A function's code as it is known here. */
export interface FunctionCode {
  /** The folder that the code lies in; empty where a command would make it. */
  readonly taskRoot: string;
  /** The command that makes the code when it is published, where one does. It is not run here. */
  readonly madeBy?: readonly string[];
}

/** Programs that stand for the code of custom runtimes, which is compiled for another machine than this one. */
export interface Executables {
  /** What to start for a function's code; undefined while there is nothing that this machine could start. */
  find(code: FunctionCode): string | undefined;
  /** Calls back when an answer may be another one. */
  onChange(listener: () => void): void;
}

/** Everything a service may reach for. A service is a function of this and of nothing else. */
export interface Kernel {
  readonly region: string;
  readonly account: string;
  /** http://127.0.0.1:<port>, without a slash at the end. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly identity: Identity;
  readonly journal: Journal;
  readonly alarms: Alarms;
  readonly targets: Targets;
  readonly sources: Sources;
  readonly operations: Operations;
  readonly activity: Activities;
  readonly assets: Assets;
  /** Without it a custom runtime is started from its own code. */
  readonly executables?: Executables;
  /** Something went wrong that no caller is there to hear; goes to the cloud's own log, without payloads. */
  readonly report: Report;
}

/** Makes a service of the kernel alone. */
export type ServiceFactory = (kernel: Kernel) => Service;
