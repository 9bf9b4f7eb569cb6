import { type Command, type Given, UsageError, wholeOf } from '../command.ts';
import { type Cloud, operating } from './cloud.ts';
import { cloudOptions } from './cloud-options.ts';
import { type LedgerLine, runAgain, runsOf, storyOf } from './export-runs.ts';

const list = async (given: Given, cloud: Cloud): Promise<number> => {
  const runs = await runsOf(cloud, wholeOf(given, 'limit', { least: 1, most: 1_000, or: 20 }));
  if (given.json === true) console.log(JSON.stringify({ ok: true, runs }));
  else if (runs.length === 0) console.log('No run yet: the schedule starts one every five minutes.');
  else
    for (const { runId, execution, startedAt, stoppedAt, last, error } of runs)
      console.log(
        `${runId}  ${execution.padEnd(9)}  ${startedAt} - ${stoppedAt ?? 'now'}  ${last ?? 'no event'}${error === undefined ? '' : ` ${error}`}`,
      );
  return 0;
};

const line = ({ at, event, data }: LedgerLine): string => {
  const { runId: _run, datastoreId: _datastore, executionArn: _arn, ...facts } = data;
  return `${at}  ${event.padEnd(22)}  ${JSON.stringify(facts)}`;
};

const show = async (given: Given, cloud: Cloud, runId: string): Promise<number> => {
  const story = await storyOf(cloud, runId);
  if (given.json === true) {
    console.log(JSON.stringify({ ok: true, ...story }));
    return 0;
  }
  console.log([`run ${story.runId}`, ...story.events.map(line)].join('\n'));
  if (story.execution !== undefined) {
    const { arn, status, error, cause } = story.execution;
    console.log(`execution ${status}  ${arn}`);
    if (error !== undefined) console.log(`  ${error}: ${cause ?? ''}`);
  }
  return 0;
};

const again = async (given: Given, cloud: Cloud, runId: string): Promise<number> => {
  const started = await runAgain(cloud, runId);
  if (given.json === true) console.log(JSON.stringify({ ok: true, ...started }));
  else console.log(`run ${started.runId} started; it carries what ${runId} owes. carillon runs show ${started.runId}`);
  return 0;
};

export const runs: Command = {
  name: 'runs',
  summary: 'Look at export runs, and start one for a run that failed.',
  usage: 'carillon runs list | show <runId> | redrive <runId> [options]',
  actions: ['list', 'show', 'redrive'],
  options: {
    ...cloudOptions,
    limit: { value: '<n>', help: 'How many runs at most. Default 20.', only: ['list'] },
    json: { help: 'Print one JSON object.' },
  },
  examples: [
    'carillon runs list',
    'carillon runs show 2e94e148-0000-8000-8000-000000000000',
    'carillon runs list --profile prod',
  ],
  run: (given, [action, runId, ...more], project) => {
    if (more.length > 0) throw new UsageError(`runs ${action} takes no ${more.join(' ')}.`);
    if (action === 'list' && runId === undefined) return operating(given, project, (cloud) => list(given, cloud));
    if (runId === undefined || (action !== 'show' && action !== 'redrive'))
      throw new UsageError('runs takes list, show <runId> or redrive <runId>.');
    return operating(given, project, (cloud) => (action === 'show' ? show : again)(given, cloud, runId));
  },
};
