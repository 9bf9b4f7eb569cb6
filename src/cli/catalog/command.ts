import { type Command, type Given, UsageError } from '../command.ts';
import { printCheck } from './check.ts';
import { printRules } from './rules.ts';

type Action = (given: Given) => number | Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  rules: printRules,
  check: printCheck,
};

export const catalog: Command = {
  name: 'catalog',
  summary: 'Look at the event catalog: its rules and its faults.',
  usage: 'carillon catalog rules|check [options]',
  options: {
    root: { value: '<dir>', help: 'The folder with asyncapi.yaml and catalog/. Default: the working folder.' },
    json: { help: 'Print one JSON object.' },
    sarif: { help: 'check: print SARIF 2.1.0, as code scanning takes it.' },
  },
  examples: ['carillon catalog rules', 'carillon catalog check', 'carillon catalog check --sarif > catalog.sarif'],
  async run(given, [name, ...more]) {
    const action = name === undefined ? undefined : actions[name];
    if (action === undefined) {
      const known = Object.keys(actions).join(', ');
      throw new UsageError(`catalog takes one of ${known}, not ${name ?? 'nothing'}. carillon catalog --help`);
    }
    if (more.length > 0) throw new UsageError(`catalog ${name} takes no ${more.join(' ')}.`);
    return action(given);
  },
};
