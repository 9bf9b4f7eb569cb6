import { type Command, type Given, UsageError } from '../command.ts';
import { cloudOptions } from '../operate/cloud-options.ts';

type Action = (given: Given) => number | Promise<number>;

/** Each is loaded when it is asked for: a build with nothing to do takes less time than the other actions take to load. */
const actions: Readonly<Record<string, () => Promise<Action>>> = {
  build: async () => (await import('./build.ts')).printBuild,
  watch: async () => (await import('./watch.ts')).printWatch,
  rules: async () => (await import('./rules.ts')).printRules,
  check: async () => (await import('./check.ts')).printCheck,
  diff: async () => (await import('./diff.ts')).printDiff,
  phi: async () => (await import('./phi.ts')).printPhi,
  drift: async () => (await import('./drift.ts')).printDrift,
};

export const catalog: Command = {
  name: 'catalog',
  summary:
    'The event catalog: compile it, watch it, its rules and faults, what a change breaks, what the archive says.',
  usage: 'carillon catalog build|watch|rules|check|diff|phi|drift [options]',
  options: {
    root: { value: '<dir>', help: 'The folder with asyncapi.yaml and catalog/. Default: the working folder.' },
    json: { help: 'Print one JSON object; watch: one a line.' },
    check: { help: 'build: write nothing; fail and name the files if generated/ is stale.' },
    'no-cache': { help: 'build: compile all anew, whatever the last build left.' },
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
    'carillon catalog build',
    'carillon catalog watch',
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
    return (await action())(given);
  },
};
