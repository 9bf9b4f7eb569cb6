import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { type Cloud, type CloudOptions, type Standing, startCloud } from '@carillon/local/cloud';
import { JournalError } from '@carillon/local/kernel/journal';
import { AssemblyError } from '@carillon/local/template/assembly';
import { TemplateRefusedError } from '@carillon/local/template/deploy';
import { CONSOLE_PREFIX, consoleSurface } from '../../console/surface.ts';
import type { Project } from '../../project.ts';
import { type Command, type Given, numberOf, UsageError } from '../command.ts';
import { leftOut } from './crate-programs.ts';
import { type Crates, crates } from './crates.ts';
import { consoleState } from './figures.ts';
import { follow } from './follow.ts';
import { narrator } from './narrator.ts';
import { findObstacle } from './preflight.ts';
import { progressFile } from './progress-file.ts';
import { sessions } from './session.ts';
import { play, type Stage, type Summary } from './story.ts';
import { SynthesisError, synthesize } from './synthesize.ts';
import { type System, systemOf } from './system.ts';
import { type Teller, teller } from './tell.ts';
import { WaitedInVainError } from './wait.ts';

const DEFAULT_PORT = 4747;
const DEFAULT_SPEED = 60;
const DEFAULT_PATIENCE_S = 240;

interface Wanted {
  readonly port: number;
  readonly speed: number;
  readonly patienceMs: number;
  readonly data?: string;
  readonly fhir?: string;
  readonly once: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly rust: boolean;
}

const text = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
};

const wantedOf = (given: Given, { root }: Project): Wanted => {
  const fhir = text(given, 'fhir');
  if (given.memory === true && given.data !== undefined)
    throw new UsageError('--memory keeps nothing, --data keeps all: choose one.');
  const data =
    given.memory === true
      ? undefined
      : (text(given, 'data') ?? (given.once === true ? undefined : join(root, '.carillon', 'data')));
  return {
    port: numberOf(given, 'port', { least: 0, most: 65_535, or: given.once === true ? 0 : DEFAULT_PORT }),
    speed: numberOf(given, 'speed', { least: 0.1, most: 10_000, or: DEFAULT_SPEED }),
    patienceMs: numberOf(given, 'patience', { least: 1, most: 86_400, or: DEFAULT_PATIENCE_S }) * 1000,
    ...(data === undefined ? {} : { data }),
    ...(fhir === undefined ? {} : { fhir }),
    once: given.once === true,
    json: given.json === true,
    verbose: given.verbose === true,
    rust: given['without-rust'] !== true,
  };
};

/** What a person can do about an error that ends the start; undefined when it is none of these. */
const mendOf = (error: unknown): string | undefined => {
  if (error instanceof TemplateRefusedError)
    return `The template holds what the local cloud does not execute:\n${error.message}`;
  if (error instanceof AssemblyError || error instanceof JournalError) return `${error.message}\n${error.mend}`;
  if (error instanceof SynthesisError || error instanceof WaitedInVainError) return error.message;
  return undefined;
};

interface Running {
  readonly cloud: Cloud;
  readonly system: System;
  readonly session: ReturnType<typeof sessions>;
}

const begin = async (
  project: Project,
  wanted: Wanted,
  tell: Teller,
  assembly: string,
  rust: Crates,
): Promise<Running> => {
  let system: System | undefined;
  let session: ReturnType<typeof sessions> | undefined;
  const systemFor = (standing: Standing): System => (system ??= systemOf(standing));
  const sessionFor = (standing: Standing): ReturnType<typeof sessions> => (session ??= sessions(systemFor(standing)));
  const options: CloudOptions = {
    assembly,
    port: wanted.port,
    speed: wanted.speed,
    timeWaits: true,
    executables: rust,
    ...(wanted.data === undefined ? {} : { data: wanted.data }),
    surfaces: (standing) => [
      consoleSurface({
        state: () => consoleState(standing, systemFor(standing), project.root),
        session: () => sessionFor(standing)(),
      }),
    ],
    onReport: (error, where) =>
      tell.plain(`  ! ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  };
  const cloud = await startCloud(options);
  return { cloud, system: systemFor(cloud), session: sessionFor(cloud) };
};

const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) =>
    signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true }),
  );

/** The first Ctrl-C asks for a clean end; a second one does not wait for it. */
const stopSignal = (tell: Teller): AbortSignal => {
  const stopped = new AbortController();
  const stop = (): void => {
    if (stopped.signal.aborted) process.exit(130);
    tell.plain('\nStopping; what is unfinished goes on at the next start. Once more to stop at once.');
    stopped.abort(new Error('stopped'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stopped.signal;
};

const conclude = (summary: Summary, wanted: Wanted, tell: Teller): void => {
  const [objects, events] = [summary.archived.objects, summary.archived.events];
  tell.plain(
    `\n${summary.runs.length} runs, ${events} events published and archived in ${objects} objects, ${summary.notices} notices, ${summary.deadLetters} dead letters, ${(summary.elapsedMs / 1000).toFixed(1)} s`,
  );
  if (wanted.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
};

const compile = (rust: Crates, tell: Teller): void => {
  rust.build().catch((error: unknown) => tell.plain(`  ! rust: ${String(error)}`));
};

/** A first compilation takes minutes: nothing waits for it, and with --once nothing would come of it. */
const compileOrSay = ({ root }: Project, wanted: Wanted, tell: Teller, rust: Crates): void => {
  if (!wanted.rust) return;
  if (!wanted.once) {
    compile(rust, tell);
    return;
  }
  const missing = leftOut(root);
  if (missing.length > 0)
    tell.plain(
      `  rust      ${missing.join(', ')} left out: not compiled on this machine; npm start without --once does it.`,
    );
};

const run = async (project: Project, wanted: Wanted, tell: Teller, assembly: string): Promise<number> => {
  const signal = stopSignal(tell);
  if (wanted.data !== undefined) mkdirSync(wanted.data, { recursive: true, mode: 0o700 });
  const rust = crates(project.root, tell);
  const { cloud, system, session } = await begin(project, wanted, tell, assembly, rust);
  const telling = narrator(cloud, session, { tell, verbose: wanted.verbose });
  const over = new AbortController();
  const following = wanted.once
    ? Promise.resolve()
    : follow({
        project,
        cloud,
        tell,
        signal: AbortSignal.any([signal, over.signal]),
        changed: () => compileOrSay(project, wanted, tell, rust),
      });
  try {
    tell.plain(`  endpoint  ${cloud.endpoint}   (AWS_ENDPOINT_URL=${cloud.endpoint})`);
    tell.plain(`  page      ${cloud.endpoint}${CONSOLE_PREFIX}/`);
    tell.plain(
      `  speed     ${wanted.speed} cloud seconds a second while everybody waits; data ${wanted.data ?? 'in memory only'}\n`,
    );
    compileOrSay(project, wanted, tell, rust);
    const progress = progressFile(wanted.data);
    const stage: Stage = {
      project,
      standing: cloud,
      audience: telling.ready,
      letTimeBegin: cloud.letTimeBegin,
      system,
      tell,
      progress,
      patienceMs: wanted.patienceMs,
      signal,
      ...(wanted.fhir === undefined ? {} : { fhir: wanted.fhir }),
    };
    conclude(await play(stage), wanted, tell);
    if (!wanted.once) {
      tell.plain('The schedule goes on. Ctrl-C stops.');
      await untilStopped(signal);
    }
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    return wanted.once ? 130 : 0;
  } finally {
    over.abort();
    rust.close();
    await following;
    telling.close();
    await cloud.stop();
  }
};

/**
 * V8 lets a heap grow up to fourfold before it collects, in this thread and in that of each function; a laptop has better
 * use for it. It is asked at each collection, so it may be said while the process runs.
 */
const HEAP_GROWTH = '--heap-growing-percent=50';

export const start: Command = {
  name: 'start',
  summary: 'Run the whole system on this machine, from the template that deploys.',
  usage: 'npm start -- [options]   (or: npx carillon start [options])',
  options: {
    once: { help: 'Play both runs of the story, then stop.' },
    json: { help: 'Print the result as one JSON object, the last line of standard output.' },
    fhir: { value: '<dir>', help: "Load *.ndjson and *.ndjson.gz files instead of FHIR's own examples." },
    port: { value: '<n>', help: `Loopback port; 0 takes a free one. Default ${DEFAULT_PORT}, with --once 0.` },
    data: { value: '<dir>', help: 'Where everything accepted is kept. Default .carillon/data, with --once memory.' },
    memory: { help: 'Keep nothing.' },
    'without-rust': { help: 'Compile nothing: consumers in Rust that are not compiled yet are left out.' },
    verbose: { help: 'Print each thing that a service does, without payloads.' },
    speed: {
      value: '<n>',
      help: `Cloud seconds a second while everybody waits; 1 is real time. Default ${DEFAULT_SPEED}.`,
    },
    patience: {
      value: '<s>',
      help: `Give up when one part of the story takes longer. Default ${DEFAULT_PATIENCE_S} s.`,
    },
  },
  examples: ['npm start', 'npm start -- --once --json', 'npm start -- --fhir ./ndjson --data ./data --port 5000'],
  async run(given, _positionals, project) {
    setFlagsFromString(HEAP_GROWTH);
    const wanted = wantedOf(given, project);
    const tell = teller({
      stream: process.stderr,
      colour: process.stderr.isTTY === true && process.env.NO_COLOR === undefined,
    });
    const obstacle = await findObstacle(wanted.port, wanted.data, wanted.fhir);
    if (obstacle !== undefined) {
      tell.plain(`carillon: ${obstacle.message} ${obstacle.mend} Nothing was touched.`);
      return 69;
    }
    try {
      tell.progress('synthesizing the template');
      const { assembly, made } = await synthesize(project);
      tell.plain(made ? 'Template synthesized.' : 'Template unchanged since the last synthesis.');
      return await run(project, wanted, tell, assembly);
    } catch (error) {
      const mend = mendOf(error);
      if (mend === undefined) throw error;
      tell.plain(`carillon: ${mend}`);
      return 1;
    }
  },
};
