import { mkdirSync } from 'node:fs';
import { type Cloud, startCloud } from '@carillon/local/cloud';
import { loadWorkflows } from '../../application.ts';
import { CONSOLE_PREFIX, consoleSurface } from '../../console/surface.ts';
import type { Demo } from '../../demo.ts';
import type { Project } from '../../project.ts';
import { type ConsoleMemory, consoleMemory, consoleState } from './console-state.ts';
import { leftOut } from './crate-programs.ts';
import { type Crates, crates } from './crates.ts';
import { demoSteps } from './demo-steps.ts';
import { follow } from './follow.ts';
import { demoContext } from './load-demo.ts';
import { type Play, play, printSummary } from './play.ts';
import { type ProgressReporter, reportProgress } from './progress-reporter.ts';
import { type RunningSystem, systemOf } from './running-system.ts';
import type { StartOptions } from './start-options.ts';
import type { Terminal } from './terminal.ts';
import { runReader } from './workflow-runs.ts';

/** What a start works on. */
export interface Start {
  readonly project: Project;
  readonly options: StartOptions;
  readonly terminal: Terminal;
  readonly demo: Demo | undefined;
}

/** The first Ctrl-C asks for a clean end; a second one does not wait for it. */
const stopSignal = (terminal: Terminal): AbortSignal => {
  const stopped = new AbortController();
  const stop = (): void => {
    if (stopped.signal.aborted) process.exit(130);
    terminal.print('\nStopping; unfinished work continues at the next start. Press Ctrl-C again to stop at once.');
    stopped.abort(new Error('stopped'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stopped.signal;
};

interface Running {
  readonly cloud: Cloud;
  readonly system: RunningSystem;
  readonly memory: ConsoleMemory;
  readonly readRuns: ReturnType<typeof runReader>;
}

const begin = async ({ project, options, terminal }: Start, assembly: string, rust: Crates): Promise<Running> => {
  const workflows = await loadWorkflows(project.root);
  let shown: Omit<Running, 'cloud'> | undefined;
  const cloud = await startCloud({
    assembly,
    port: options.port,
    speed: options.speed,
    timeWaits: true,
    executables: rust,
    ...(options.data === undefined ? {} : { data: options.data }),
    surfaces: (standing) => {
      const system = systemOf(project, workflows, standing);
      const memory = consoleMemory(system);
      const readRuns = runReader(system);
      shown = { system, memory, readRuns };
      return [consoleSurface({ state: () => consoleState(system, memory, readRuns) })];
    },
    onReport: (error, where) =>
      terminal.print(`  ! ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  if (shown === undefined) throw new Error('the local cloud has asked for no surfaces');
  return { cloud, ...shown };
};

const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  );

/** A first compilation takes minutes: nothing waits for it, and with --once its result would not be used. */
const compileRust = ({ project, options, terminal }: Start, rust: Crates): void => {
  if (!options.rust) return;
  if (!options.once) {
    rust.build().catch((error: unknown) => terminal.print(`  ! rust: ${String(error)}`));
    return;
  }
  const missing = leftOut(project.root);
  if (missing.length > 0)
    terminal.print(
      `  rust      ${missing.join(', ')} left out: not compiled on this machine; carillon start without --once compiles it.`,
    );
};

const printHeader = ({ options, terminal }: Start, { endpoint }: Cloud): void => {
  terminal.print(`  endpoint  ${endpoint}   (AWS_ENDPOINT_URL=${endpoint})`);
  terminal.print(`  page      ${endpoint}${CONSOLE_PREFIX}/`);
  terminal.print(
    `  speed     ${options.speed} cloud seconds a second while everything waits; data ${options.data ?? 'in memory only'}\n`,
  );
};

/** Reports what happens to the terminal and to the page. */
const reporting = ({ options, terminal }: Start, { system, memory }: Running): ProgressReporter => {
  const reporter = reportProgress(system, (line) => {
    memory.add(line);
    terminal.line(line.at, line.mark, line.text);
  });
  if (!options.verbose) return reporter;
  const unsubscribe = system.standing.kernel.activity.watch(({ at, service, action, resource, facts }) =>
    terminal.line(
      at,
      'event',
      `${service} ${action}  ${resource.split(':').at(-1)}  ${facts === undefined ? '' : JSON.stringify(facts)}`,
    ),
  );
  return {
    flush: reporter.flush,
    end() {
      unsubscribe();
      reporter.end();
    },
  };
};

/** Runs a synthesized project until its demo is over (`--once`) or it is stopped. Resolves to the exit code. */
export const runCloud = async (start: Start, assembly: string): Promise<number> => {
  const { project, options, terminal, demo } = start;
  const stopped = stopSignal(terminal);
  const over = new AbortController();
  const signal = AbortSignal.any([stopped, over.signal]);
  if (options.data !== undefined) mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const rust = crates(project.root, terminal);
  const running = await begin(start, assembly, rust);
  const { cloud, system, readRuns } = running;
  const reporter = reporting(start, running);
  const changed = (): void => compileRust(start, rust);
  const following = options.once ? undefined : follow({ project, cloud, terminal, signal, changed });
  try {
    printHeader(start, cloud);
    changed();
    const patience = { withinMs: options.patienceMs, signal };
    const setting = { terminal, patience, readRuns, steps: demoSteps(options.data), options: options.demo };
    const playing: Play = { system, readRuns, terminal, patience, letTimeBegin: cloud.letTimeBegin };
    const context = demo === undefined ? undefined : { demo, context: demoContext(system, setting) };
    const summary = await play(context === undefined ? playing : { ...playing, ...context }, options.once);
    await reporter.flush();
    if (summary !== undefined) printSummary(summary, options.json, terminal);
    if (options.once) return 0;
    terminal.print('The cloud keeps running. Press Ctrl-C to stop it.');
    await untilStopped(stopped);
    return 0;
  } catch (error) {
    if (!stopped.aborted) throw error;
    return options.once ? 130 : 0;
  } finally {
    over.abort(new Error('over'));
    rust.close();
    await following;
    reporter.end();
    await cloud.stop();
  }
};
