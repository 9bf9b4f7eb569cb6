import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Project } from '../project.ts';
import { didYouMean } from './suggestion.ts';

/** One option of a command. `value` names what it takes (`<n>`); without it the option is a switch. */
export interface Option {
  readonly value?: string;
  readonly help: string;
  readonly short?: string;
  /** The actions that take it; without them every action does. */
  readonly only?: readonly string[];
}

/** Options that these actions take and the others of their command do not. */
export const onlyFor = (
  only: readonly string[],
  options: Readonly<Record<string, Option>>,
): Readonly<Record<string, Option>> =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { ...option, only }]));

/** Values by option name: a switch is true when given, an option with a value holds its text. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;

/** What the help and the parsing of a command need to know of it. */
interface Described {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** What its first word may be, where it takes one. */
  readonly actions?: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
}

/** A command is data: its help, its parsing and its documentation come from this. */
export interface Command extends Described {
  readonly standalone?: false;
  /** Options that a project adds, such as those of its demo. */
  projectOptions?(project: Project): Promise<Readonly<Record<string, Option>>>;
  /** Resolves to the process's exit code. */
  run(given: Given, positionals: readonly string[], project: Project): Promise<number>;
}

/** A command that works outside of any project. */
export interface StandaloneCommand extends Described {
  readonly standalone: true;
  run(given: Given, positionals: readonly string[]): Promise<number>;
}

/** A command with the options that a project adds to it. */
export const inProject = async (command: Command, project: Project): Promise<Command> => ({
  ...command,
  options: { ...command.options, ...(await command.projectOptions?.(project)) },
});

/** The command line cannot be used: exit code 64 (sysexits, EX_USAGE). */
export class UsageError extends Error {
  readonly code = 'USAGE';
}

const HELP: Readonly<Record<string, Option>> = { help: { help: 'Print this and exit.', short: 'h' } };
const ROOT: Readonly<Record<string, Option>> = {
  root: { value: '<dir>', help: "The project's root. Default: the nearest folder upwards with carillon.config.ts." },
};

/** All options of a command, those that every command has among them. */
const optionsOf = ({ options, standalone }: Command | StandaloneCommand): Readonly<Record<string, Option>> => ({
  ...options,
  ...(standalone === true ? {} : ROOT),
  ...HELP,
});

/** An option that the action would leave unread is not what was meant. @throws UsageError */
const requireOptionsOf = ({ name, actions, options }: Described, given: Given, action = ''): void => {
  if (given.help === true || actions?.includes(action) !== true) return;
  for (const option of Object.keys(given)) {
    const only = options[option]?.only;
    if (only === undefined || only.includes(action)) continue;
    const takers = only.map((each) => `${name} ${each}`).join(' and ');
    throw new UsageError(
      `${name} ${action} takes no --${option}, which is for ${takers}. Leave it out; carillon ${name} --help tells which option is for what.`,
    );
  }
};

/** Node's own message of an unknown option speaks of positional arguments; the name is all that is of use in it. */
const parsed = (command: Command | StandaloneCommand, options: ParseArgsConfig['options'], argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options: options ?? {}, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, unknown] = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? (/'(-[^']*)'/.exec(message) ?? []) : [];
    if (unknown === undefined) throw new UsageError(message);
    const known = Object.keys(options ?? {}).map((name) => `--${name}`);
    throw new UsageError(
      `${command.name} takes no ${unknown}.${didYouMean(unknown, known)} carillon ${command.name} --help lists its options.`,
    );
  }
};

/** @throws UsageError for an option that is not there, or is another action's. */
export const parse = (
  command: Command | StandaloneCommand,
  argv: readonly string[],
): { given: Given; positionals: readonly string[] } => {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {};
  for (const [name, { value, short }] of Object.entries(optionsOf(command))) {
    options[name] = { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) };
  }
  const { values, positionals } = parsed(command, options, argv);
  const given = values as Given;
  requireOptionsOf(command, given, positionals[0]);
  return { given, positionals };
};

/** The help text of a command. */
export const helpOf = (command: Command | StandaloneCommand): string => {
  const rows = Object.entries(optionsOf(command)).map(([name, option]) => {
    const left = `${option.short === undefined ? '    ' : `-${option.short}, `}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
    const only = option.only === undefined ? '' : `${option.only.join(', ')}: `;
    return `  ${left.padEnd(26)} ${only}${option.help}`;
  });
  const examples = command.examples.map((example) => `  ${example}`);
  return [command.summary, '', `Usage: ${command.usage}`, '', ...rows, '', 'Examples:', ...examples].join('\n');
};

/** The error for a first word that is none of a command's actions. */
export const unknownAction = ({ name, actions = [] }: Described, word: string | undefined): UsageError => {
  const known = actions.join(', ');
  if (word === undefined)
    return new UsageError(`${name} takes one of ${known}. carillon ${name} --help explains them.`);
  return new UsageError(`${name} takes one of ${known}, not ${word}.${didYouMean(word, actions)}`);
};

interface Range {
  readonly least: number;
  readonly most: number;
  readonly or: number;
}

/** @throws UsageError when the text is no whole number in the range. */
export const wholeOf = (given: Given, name: string, range: Range): number => {
  const value = numberOf(given, name, range);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`--${name} takes a whole number, not ${JSON.stringify(given[name])}.`);
};

/** @throws UsageError when the text is no number in the range. */
export const numberOf = (given: Given, name: string, range: Range): number => {
  const text = given[name];
  if (typeof text !== 'string') return range.or;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= range.least && value <= range.most) return value;
  throw new UsageError(`--${name} takes a number from ${range.least} to ${range.most}, not ${JSON.stringify(text)}.`);
};
