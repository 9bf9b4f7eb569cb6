import { join } from 'node:path';
import type { DemoOptions } from '../../demo.ts';
import type { Project } from '../../project.ts';
import { type Given, numberOf, type Option, UsageError } from '../command.ts';

const DEFAULT_PORT = 4747;
const DEFAULT_SPEED = 60;
const DEFAULT_PATIENCE_S = 240;

/** How a start is wanted, from its command line. */
export interface StartOptions {
  readonly port: number;
  /** Cloud seconds a second. */
  readonly speed: number;
  readonly patienceMs: number;
  /** Undefined: in memory. */
  readonly data?: string;
  readonly once: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly rust: boolean;
  /** The whole command line, for the options that the demo has added. */
  readonly demo: DemoOptions;
}

export const startOptions: Readonly<Record<string, Option>> = {
  once: { help: 'Play the demo and stop; without a demo, stop when schedules, runs and queues have settled.' },
  json: { help: 'Print the result as one JSON object, the last line of standard output.' },
  port: { value: '<n>', help: `Loopback port; 0 takes a free one. Default ${DEFAULT_PORT}, with --once 0.` },
  data: { value: '<dir>', help: 'Where everything accepted is kept. Default .carillon/data, with --once memory.' },
  memory: { help: 'Keep nothing.' },
  'without-rust': { help: 'Compile nothing: consumers in Rust that are not compiled yet are left out.' },
  verbose: { help: 'Print everything that a service does, without payloads.' },
  speed: {
    value: '<n>',
    help: `Cloud seconds a second while everything waits; 1 is real time. Default ${DEFAULT_SPEED}.`,
  },
  patience: { value: '<s>', help: `Give up when one step takes longer. Default ${DEFAULT_PATIENCE_S} s.` },
};

/** @throws UsageError */
export const optionsOf = (given: Given, { root }: Project): StartOptions => {
  if (given.memory === true && given.data !== undefined)
    throw new UsageError('--memory keeps nothing, --data keeps everything: choose one.');
  const once = given.once === true;
  const byDefault = once ? undefined : join(root, '.carillon', 'data');
  const data = given.memory === true ? undefined : typeof given.data === 'string' ? given.data : byDefault;
  return {
    port: numberOf(given, 'port', { least: 0, most: 65_535, or: once ? 0 : DEFAULT_PORT }),
    speed: numberOf(given, 'speed', { least: 0.1, most: 10_000, or: DEFAULT_SPEED }),
    patienceMs: numberOf(given, 'patience', { least: 1, most: 86_400, or: DEFAULT_PATIENCE_S }) * 1000,
    ...(data === undefined ? {} : { data }),
    once,
    json: given.json === true,
    verbose: given.verbose === true,
    rust: given['without-rust'] !== true,
    demo: given,
  };
};
