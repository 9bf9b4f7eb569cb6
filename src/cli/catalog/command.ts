import { type Command, type Given, UsageError } from '../command.ts';
import { cloudOptions } from '../operate/cloud.ts';
import { printCheck } from './check.ts';
import { printDiff } from './diff.ts';
import { printDrift } from './drift.ts';
import { printPhi } from './phi.ts';
import { printRules } from './rules.ts';

type Action = (given: Given) => number | Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  rules: printRules,
  check: printCheck,
  diff: printDiff,
  phi: printPhi,
  drift: printDrift,
};

export const catalog: Command = {
  name: 'catalog',
  summary: 'Look at the event catalog: its rules, its faults, what a change breaks, and what the archive says.',
  usage: 'carillon catalog rules|check|diff|phi|drift [options]',
  options: {
    root: { value: '<dir>', help: 'The folder with asyncapi.yaml and catalog/. Default: the working folder.' },
    json: { help: 'Print one JSON object.' },
    against: { value: '<ref or dir>', help: 'diff: the older catalog, a git revision or a folder. Default HEAD.' },
    policy: {
      value: '<name>',
      help: "diff: backward, forward or full. Default: x-compatibility of the domain's channel, else full.",
    },
    markdown: { help: 'diff: print what fits a comment on a pull request.' },
    archive: {
      value: '<place>',
      help: "drift: a folder with the archive's objects, or s3://bucket. Default: the archive of the cloud.",
    },
    ...cloudOptions,
    sarif: { help: 'check: print SARIF 2.1.0, as code scanning takes it.' },
  },
  examples: [
    'carillon catalog rules',
    'carillon catalog check',
    'carillon catalog diff',
    'carillon catalog diff --against origin/main --markdown',
    'carillon catalog check --sarif > catalog.sarif',
    'carillon catalog phi',
    'carillon catalog drift --archive ./archive',
  ],
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
