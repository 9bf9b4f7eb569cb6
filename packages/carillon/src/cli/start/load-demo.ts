import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkflowRun } from '../../console/page/state.ts';
import type { Demo, DemoContext, DemoOptions } from '../../demo.ts';
import { type Project, ProjectError } from '../../project.ts';
import type { Option } from '../command.ts';
import type { KeptSteps } from './demo-steps.ts';
import { countOf, outputsOf, type RunningSystem } from './running-system.ts';
import type { Patience } from './settle.ts';
import type { Terminal } from './terminal.ts';
import { waitFor } from './wait.ts';

/** The demo that the project's configuration names. @throws ProjectError INVALID_CONFIG when it cannot be loaded */
export const loadDemo = async ({ root, config }: Project): Promise<Demo | undefined> => {
  if (config.demo === undefined) return undefined;
  const file = join(root, config.demo);
  const fix = `Correct ${file}, or demo in carillon.config.ts: a module with export const demo: Demo = { ... }.`;
  const load = async (): Promise<{ readonly demo?: Demo }> => {
    try {
      return (await import(pathToFileURL(file).href)) as { readonly demo?: Demo };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ProjectError('INVALID_CONFIG', `The demo ${file} cannot be loaded: ${why}`, fix, { cause: error });
    }
  };
  const { demo } = await load();
  if (demo === undefined) throw new ProjectError('INVALID_CONFIG', `${file} has no export demo.`, fix);
  return demo;
};

/** The options that the project's demo adds to the command. */
export const demoOptions = async (project: Project): Promise<Readonly<Record<string, Option>>> =>
  (await loadDemo(project))?.options ?? {};

const RUNS_READ = 100;

/** What a demo is given, beside the system. */
export interface DemoSetting {
  readonly terminal: Terminal;
  readonly steps: KeptSteps;
  readonly options: DemoOptions;
  readonly patience: Patience;
  readRuns(limit: number): Promise<readonly WorkflowRun[]>;
}

export const demoContext = (
  system: RunningSystem,
  { terminal, steps, options, patience, readRuns }: DemoSetting,
): DemoContext => {
  const now = (): number => system.standing.kernel.clock.now();
  return {
    client: system.client,
    options,
    signal: patience.signal,
    now,
    output(name) {
      const value = outputsOf(system)[name];
      if (value === undefined) throw new Error(`The template has no output ${name}: add a CfnOutput to a stack.`);
      return value;
    },
    report: (text) => terminal.line(now(), 'demo', text),
    warn: (text) => terminal.line(now(), 'failure', text),
    progress: terminal.progress,
    runs: () => readRuns(RUNS_READ),
    waitFor: (awaited) => waitFor({ ...awaited, ...patience }),
    count: (service, action) => countOf(system, service, action),
    steps: steps.read,
    keep: steps.keep,
  };
};
