import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findRoot, openProject, type Project, ProjectError, type WhereToLook } from '../project.ts';
import { type Command, helpOf, inProject, parse, type StandaloneCommand, UsageError } from './command.ts';
import { didYouMean } from './suggestion.ts';

/** Each command is loaded when it is called: together they are most of what a short command would take. */
export const commands: Readonly<Record<string, () => Promise<Command | StandaloneCommand>>> = {
  init: async () => (await import('./init/command.ts')).init,
  start: async () => (await import('./start/command.ts')).start,
  catalog: async () => (await import('./catalog/command.ts')).catalog,
  contracts: async () => (await import('./contracts/command.ts')).contracts,
  event: async () => (await import('./event/command.ts')).event,
  consumer: async () => (await import('./consumer/command.ts')).consumer,
  workflow: async () => (await import('./workflow/command.ts')).workflow,
  runs: async () => (await import('./operate/runs.ts')).runs,
  dlq: async () => (await import('./operate/dlq.ts')).dlq,
  events: async () => (await import('./operate/events.ts')).eventsCommand,
  archive: async () => (await import('./archive/command.ts')).archiveCommand,
  erase: async () => (await import('./erase/command.ts')).eraseCommand,
  query: async () => (await import('./query/command.ts')).query,
};

const overview = async (): Promise<string> =>
  [
    'Carillon: an event-sourced workflow engine with a typed event catalog, on AWS and on one machine.',
    '',
    'Usage: carillon <command> [options]',
    '',
    ...(await Promise.all(Object.values(commands).map((load) => load()))).map(
      ({ name, summary }) => `  ${name.padEnd(12)} ${summary}`,
    ),
    '',
    'carillon <command> --help explains one. carillon --version prints the version.',
  ].join('\n');

const version = (): string => {
  const manifest = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
};

/** What is asked of the program itself, and not of a command; undefined when it is a command. */
const ofItself = async (name: string | undefined): Promise<string | undefined> => {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return overview();
  return name === '--version' || name === '-v' ? version() : undefined;
};

/** @throws UsageError */
const commandNamed = (name: string): Promise<Command | StandaloneCommand> => {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load();
  const known = Object.keys(commands);
  throw new UsageError(`There is no command ${name}.${didYouMean(name, known)} Commands: ${known.join(', ')}.`);
};

/** Read ahead of the command's own options: which these are may depend on the project. */
const rootIn = (argv: readonly string[]): string | undefined => {
  const { root } = parseArgs({ args: [...argv], options: { root: { type: 'string' } }, strict: false }).values;
  return typeof root === 'string' ? root : undefined;
};

/** Compiled code of the commands is kept in the project, the one place that is known to be writable by nobody else. */
const keepCompiledCode = (where: WhereToLook): void => {
  const root = findRoot(where);
  if (root !== undefined) enableCompileCache(join(root, '.carillon', 'compile-cache'));
};

const runIn = async (command: Command, argv: readonly string[], where: WhereToLook): Promise<number> => {
  const opened = await openProject(where).catch((error: unknown) => error);
  const project = opened instanceof Error ? undefined : (opened as Project);
  const complete = project === undefined ? command : await inProject(command, project);
  const { given, positionals } = parse(complete, argv);
  if (given.help === true) {
    console.log(helpOf(complete));
    return 0;
  }
  if (project === undefined) throw opened;
  return command.run(given, positionals, project);
};

const run = async ([name, ...argv]: readonly string[]): Promise<number> => {
  const answer = await ofItself(name);
  if (answer !== undefined) {
    console.log(answer);
    return 0;
  }
  const where = { root: rootIn(argv), workingFolder: process.cwd() };
  keepCompiledCode(where);
  const command = await commandNamed(name ?? '');
  if (command.standalone !== true) return runIn(command, argv, where);
  const { given, positionals } = parse(command, argv);
  if (given.help !== true) return command.run(given, positionals);
  console.log(helpOf(command));
  return 0;
};

/** Exit codes of a command line that cannot be carried out (sysexits: EX_USAGE, EX_CONFIG). */
const refusalOf = (
  error: unknown,
): { readonly exit: number; readonly code: string; readonly fix?: string } | undefined => {
  if (error instanceof UsageError) return { exit: 64, code: error.code };
  return error instanceof ProjectError ? { exit: 78, code: error.code, fix: error.fix } : undefined;
};

/** Runs one command line and sets the process's exit code. */
export const main = async (argv: readonly string[]): Promise<void> => {
  try {
    process.exitCode = await run(argv);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || !(error instanceof Error)) throw error;
    const { exit, ...rest } = refusal;
    if (argv.includes('--json')) console.log(JSON.stringify({ ok: false, ...rest, message: error.message }));
    console.error(`carillon: ${error.message}${rest.fix === undefined ? '' : `\n  fix: ${rest.fix}`}`);
    process.exitCode = exit;
  }
};
