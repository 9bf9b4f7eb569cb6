import { catalog } from './catalog/command.ts';
import { type Command, helpOf, parse, UsageError } from './command.ts';
import { consumer } from './consumer/command.ts';
import { contracts } from './contracts/command.ts';
import { event } from './event/command.ts';
import { dlq } from './operate/dlq.ts';
import { eventsCommand } from './operate/events.ts';
import { runs } from './operate/runs.ts';
import { start } from './start/command.ts';

const commands: readonly Command[] = [start, catalog, contracts, event, consumer, runs, dlq, eventsCommand];

const overview = (): string =>
  [
    'Carillon: an event-sourced workflow engine with a typed event catalog, on AWS and on one machine.',
    '',
    'Usage: carillon <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`),
    '',
    'carillon <command> --help tells more.',
  ].join('\n');

const run = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    throw new UsageError(`There is no command ${name}. Commands: ${commands.map((each) => each.name).join(', ')}.`);
  }
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
