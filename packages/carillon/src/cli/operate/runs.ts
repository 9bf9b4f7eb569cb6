import type { AnyWorkflow } from '@carillon/runtime/workflow';
import { loadWorkflows } from '../../application.ts';
import type { Project } from '../../project.ts';
import { rootOf } from '../catalog/root.ts';
import { type Command, type Given, UsageError, wholeOf } from '../command.ts';
import { type Cloud, operating } from './cloud.ts';
import { cloudOptions } from './cloud-options.ts';
import { historyOf, type LedgerLine, type ListedRun, listRuns, startAgain } from './workflow-runs.ts';

type Workflows = readonly AnyWorkflow[];

const factsText = (facts: ListedRun['facts'] = {}): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

const list = async (given: Given, cloud: Cloud, workflows: Workflows): Promise<number> => {
  const runs = await listRuns(cloud, workflows, wholeOf(given, 'limit', { least: 1, most: 1_000, or: 20 }));
  const width = Math.max(0, ...runs.map(({ workflow }) => workflow.length));
  if (given.json === true) console.log(JSON.stringify({ ok: true, runs }));
  else if (runs.length === 0) console.log(`No run yet of ${workflows.map(({ name }) => name).join(', ')}.`);
  else
    for (const { workflow, runId, status, execution, startedAt, stoppedAt, last, facts, error } of runs)
      console.log(
        [
          workflow.padEnd(width),
          runId,
          (status ?? execution).padEnd(9),
          `${startedAt} - ${stoppedAt ?? 'now'}`,
          [last ?? 'no event', error?.code].filter((part) => part !== undefined).join(' '),
          factsText(facts),
        ]
          .join('  ')
          .trimEnd(),
      );
  return 0;
};

const line = ({ at, event, data }: LedgerLine): string => {
  const { runId: _run, executionArn: _arn, ...facts } = data;
  return `${at}  ${event.padEnd(22)}  ${JSON.stringify(facts)}`;
};

const show = async (given: Given, cloud: Cloud, workflows: Workflows, id: string): Promise<number> => {
  const history = await historyOf(cloud, workflows, id);
  if (given.json === true) {
    console.log(JSON.stringify({ ok: true, ...history }));
    return 0;
  }
  console.log([`run ${history.runId} of ${history.workflow}`, ...history.events.map(line)].join('\n'));
  if (history.execution !== undefined) {
    const { arn, status, error, cause } = history.execution;
    console.log(`execution ${status}  ${arn}`);
    if (error !== undefined) console.log(`  ${error}: ${cause ?? ''}`);
  }
  return 0;
};

const redrive = async (given: Given, cloud: Cloud, workflows: Workflows, id: string): Promise<number> => {
  const started = await startAgain(cloud, workflows, id);
  if (given.json === true) console.log(JSON.stringify({ ok: true, ...started }));
  else
    console.log(
      `run ${started.runId} of ${started.workflow} started with the input of ${started.of}: carillon runs show ${started.runId}`,
    );
  return 0;
};

/** The project's workflows, or the one that --workflow names. @throws UsageError */
const workflowsFor = async (given: Given, project: Project): Promise<Workflows> => {
  const all = await loadWorkflows(rootOf(project));
  const names = all.map(({ name }) => name).join(', ');
  if (all.length === 0)
    throw new UsageError(
      'The project has no workflow: there is no src/workflows/<name>/workflow.ts. carillon workflow new makes one.',
    );
  if (given.workflow === undefined) return all;
  const named = all.filter(({ name }) => name === given.workflow);
  if (named.length === 0) throw new UsageError(`There is no workflow ${given.workflow}. Workflows: ${names}.`);
  return named;
};

export const runs: Command = {
  name: 'runs',
  summary: 'Look at the runs of workflows, and start one again that failed.',
  usage: 'carillon runs list | show <runId> | redrive <runId> [options]',
  actions: ['list', 'show', 'redrive'],
  options: {
    ...cloudOptions,
    workflow: { value: '<name>', help: 'Runs of this workflow alone. Default: of every workflow of the project.' },
    limit: { value: '<n>', help: 'How many runs at most. Default 20.', only: ['list'] },
    json: { help: 'Print one JSON object.' },
  },
  examples: ['carillon runs list', 'carillon runs show 2e94e148', 'carillon runs list --profile prod'],
  run: async (given, [action, id, ...more], project) => {
    if (more.length > 0) throw new UsageError(`runs ${action} takes no ${more.join(' ')}.`);
    if (action !== 'list' && action !== 'show' && action !== 'redrive')
      throw new UsageError(`runs takes list, show <runId> or redrive <runId>, not ${action ?? 'nothing'}.`);
    if (action === 'list' && id !== undefined)
      throw new UsageError(`runs list takes no ${id}; carillon runs show ${id} prints one run.`);
    if (action !== 'list' && id === undefined)
      throw new UsageError(
        `runs ${action} lacks the id of a run, or the beginning of one; carillon runs list prints them.`,
      );
    const workflows = await workflowsFor(given, project);
    return operating(given, project, (cloud) =>
      action === 'list'
        ? list(given, cloud, workflows)
        : (action === 'show' ? show : redrive)(given, cloud, workflows, id ?? ''),
    );
  },
};
