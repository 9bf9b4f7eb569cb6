import { type Command, helpOf, parse, UsageError } from './command.ts';

/** Each command is read when it is called for: together they are most of what a short command would take. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start/command.ts')).start,
  catalog: async () => (await import('./catalog/command.ts')).catalog,
  contracts: async () => (await import('./contracts/command.ts')).contracts,
  event: async () => (await import('./event/command.ts')).event,
  consumer: async () => (await import('./consumer/command.ts')).consumer,
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
    'carillon <command> --help tells more.',
  ].join('\n');

const run = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(await overview());
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined)
    throw new UsageError(`There is no command ${name}. Commands: ${Object.keys(commands).join(', ')}.`);
  const command = await load();
  const { given, positionals } = parse(command, rest);
  if (given.help === true) {
    console.log(helpOf(command));
    return 0;
  }
  return command.run(given, positionals);
};

/** Runs one command line and sets the process's exit code. */
export const main = async (argv: readonly string[]): Promise<void> => {
  try {
    process.exitCode = await run(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`carillon: ${error.message}`);
    process.exitCode = 64;
  }
};
