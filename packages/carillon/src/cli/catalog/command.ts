import type { Project } from '../../project.ts';
import { type Command, type Given, onlyFor, UsageError, unknownAction } from '../command.ts';
import { cloudOptions } from '../operate/cloud-options.ts';

type Action = (given: Given, project: Project) => number | Promise<number>;

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
    'The event catalog: compile or watch it, its rules and errors, what a change breaks, how the archive differs.',
  usage: 'carillon catalog build|watch|rules|check|diff|phi|drift [options]',
  actions: Object.keys(actions),
  options: {
    json: { help: 'Print one JSON object; watch: one a line.' },
    check: { help: 'Write nothing; fail and name the files if generated/ is stale.', only: ['build'] },
    'no-cache': { help: 'Compile all anew, whatever the last build left.', only: ['build'] },
    against: {
      value: '<ref or dir>',
      help: 'The older catalog, a git revision or a folder. Default HEAD.',
      only: ['diff'],
    },
    policy: {
      value: '<name>',
      help: "backward, forward or full. Default: x-compatibility of the domain's channel, else full.",
      only: ['diff'],
    },
    markdown: { help: 'Print what fits a comment on a pull request.', only: ['diff'] },
    archive: {
      value: '<place>',
      help: "A folder with the archive's objects, or s3://bucket. Default: the archive of the cloud.",
      only: ['drift'],
    },
    ...onlyFor(['drift'], cloudOptions),
    sarif: { help: 'Print SARIF 2.1.0, as code scanning takes it.', only: ['check'] },
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
  async run(given, [name, ...more], project) {
    const action = name === undefined ? undefined : actions[name];
    if (action === undefined) throw unknownAction(catalog, name);
    if (more.length > 0) throw new UsageError(`catalog ${name} takes no ${more.join(' ')}.`);
    return (await action())(given, project);
  },
};
