import { setFlagsFromString } from 'node:v8';
import { JournalError } from '@carillon/local/kernel/journal';
import { AssemblyError } from '@carillon/local/template/assembly';
import { TemplateRefusedError } from '@carillon/local/template/deploy';
import type { Project } from '../../project.ts';
import { type Command, UsageError } from '../command.ts';
import { demoSteps } from './demo-steps.ts';
import { demoOptions, loadDemo } from './load-demo.ts';
import { findObstacle } from './preflight.ts';
import { runCloud, type Start } from './run-cloud.ts';
import { optionsOf, startOptions } from './start-options.ts';
import { SynthesisError, synthesize } from './synthesize.ts';
import { type Terminal, terminalOn } from './terminal.ts';
import { TimeoutError } from './wait.ts';

/**
 * V8 lets a heap grow up to fourfold before it collects, in this thread and in that of each function; a laptop has better
 * use for it. It is read at each collection, so it may be set while the process runs.
 */
const HEAP_GROWTH = '--heap-growing-percent=50';

const EX_UNAVAILABLE = 69;

/** What a person can do about an error that ends the start; undefined when it is none of these. */
const explanationOf = (error: unknown): string | undefined => {
  if (error instanceof TemplateRefusedError)
    return `The template has what the local cloud does not execute:\n${error.message}`;
  if (error instanceof AssemblyError || error instanceof JournalError) return `${error.message}\n${error.mend}`;
  if (error instanceof SynthesisError || error instanceof TimeoutError) return error.message;
  return undefined;
};

/** Synthesizes, and shows for how long it has been at it. */
const synthesized = async (project: Project, terminal: Terminal): Promise<string> => {
  const began = performance.now();
  const show = (): void =>
    terminal.progress(`synthesizing the template (${((performance.now() - began) / 1000).toFixed(0)} s)`);
  show();
  const showing = setInterval(show, 1_000);
  try {
    const { assembly, made } = await synthesize(project);
    terminal.print(made ? 'Template synthesized.' : 'Template unchanged since the last synthesis.');
    return assembly;
  } finally {
    clearInterval(showing);
  }
};

/** @throws UsageError when the demo cannot be played as it was asked for */
const requirePlayable = ({ demo, options }: Start): void => {
  const refusal = demo?.refuse?.(options.demo, demoSteps(options.data).read());
  if (refusal !== undefined) throw new UsageError(`${refusal.message} ${refusal.fix} Nothing was touched.`);
};

export const start: Command = {
  name: 'start',
  summary: 'Run the whole system on this machine, from the template that deploys.',
  usage: 'npm start -- [options]   (or: npx carillon start [options])',
  options: startOptions,
  projectOptions: demoOptions,
  examples: ['npm start', 'npm start -- --once --json', 'npm start -- --data ./data --port 5000 --speed 1'],
  async run(given, positionals, project) {
    if (positionals.length > 0) throw new UsageError(`start takes no ${positionals.join(' ')}.`);
    setFlagsFromString(HEAP_GROWTH);
    const options = optionsOf(given, project);
    const colour = process.stderr.isTTY === true && process.stderr.hasColors();
    const terminal = terminalOn({ stream: process.stderr, colour });
    const beginning: Start = { project, options, terminal, demo: await loadDemo(project) };
    requirePlayable(beginning);
    const obstacle = await findObstacle(options.port, options.data);
    if (obstacle !== undefined) {
      terminal.print(`carillon: ${obstacle.message} ${obstacle.fix} Nothing was touched.`);
      return EX_UNAVAILABLE;
    }
    try {
      return await runCloud(beginning, await synthesized(project, terminal));
    } catch (error) {
      const explanation = explanationOf(error);
      if (explanation === undefined) throw error;
      terminal.print(`carillon: ${explanation}`);
      return 1;
    }
  },
};
