import { parseArgs } from 'node:util';

/** One option of a command. `value` names what it takes (`<n>`); without it the option is a switch. */
export interface Option {
  readonly value?: string;
  readonly help: string;
  readonly short?: string;
}

/** Values by option name: a switch is true when given, an option with a value holds its text. */
export type Given = Readonly<Record<string, string | boolean | undefined>>;

/** A command is data: its help, its parsing and its documentation come from this. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  /** Answers with the process's exit code. */
  run(given: Given, positionals: readonly string[]): Promise<number>;
}

/** The command line cannot be used: exit code 64 (sysexits, EX_USAGE). */
export class UsageError extends Error {
  readonly code = 'USAGE';
}

const HELP: Readonly<Record<string, Option>> = { help: { help: 'Print this and exit.', short: 'h' } };

export const parse = (command: Command, argv: readonly string[]): { given: Given; positionals: readonly string[] } => {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {};
  for (const [name, { value, short }] of Object.entries({ ...command.options, ...HELP })) {
    options[name] = { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) };
  }
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { given: values as Given, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

export const helpOf = (command: Command): string => {
  const rows = Object.entries({ ...command.options, ...HELP }).map(([name, option]) => {
    const left = `${option.short === undefined ? '    ' : `-${option.short}, `}--${name}${option.value === undefined ? '' : ` ${option.value}`}`;
    return `  ${left.padEnd(26)} ${option.help}`;
  });
  const examples = command.examples.map((example) => `  ${example}`);
  return [command.summary, '', `Usage: ${command.usage}`, '', ...rows, '', 'Examples:', ...examples].join('\n');
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
