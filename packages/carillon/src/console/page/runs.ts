import { countOf, element, inWords, timeOf } from './dom.ts';
import type { WorkflowRun } from './state.ts';

const stepItem = (
  { name, at }: WorkflowRun['events'][number],
  isLast: boolean,
  { status }: WorkflowRun,
): HTMLElement => {
  const state = isLast && status === 'FAILED' ? 'failed' : 'done';
  return element(
    'li',
    { class: `step ${state}` },
    element('span', { class: 'mark' }),
    inWords(name),
    element('small', {}, timeOf(at)),
  );
};

/** What a run waits for is not known to its ledger: only that it goes on. */
const nowItem = (): HTMLElement => element('li', { class: 'step now' }, element('span', { class: 'mark' }), 'running');

const fact = ([name, value]: readonly [string, string | number]): HTMLElement =>
  element('span', {}, element('b', {}, typeof value === 'number' ? countOf(value) : value), ` ${name}`);

const spanText = ({ startedAt, endedAt }: WorkflowRun): string =>
  `${startedAt.slice(0, 10)} ${timeOf(startedAt)}${endedAt === undefined ? '' : ` to ${timeOf(endedAt)}`} UTC`;

/** One run as a card: its workflow, where it stands, its events and what it found. */
export const runCard = (run: WorkflowRun): HTMLElement =>
  element(
    'article',
    { class: 'run', 'data-status': run.status, 'data-run': run.runId },
    element(
      'header',
      {},
      element('span', { class: 'id', title: run.runId }, `${run.workflow} ${run.runId.slice(0, 8)}`),
      element('span', { class: 'badge' }, run.status.toLowerCase()),
      element('time', { datetime: run.startedAt }, spanText(run)),
    ),
    element(
      'ol',
      { class: 'steps' },
      ...run.events.map((event, index) => stepItem(event, index === run.events.length - 1, run)),
      run.status === 'RUNNING' ? nowItem() : undefined,
    ),
    element('div', { class: 'figures' }, ...Object.entries(run.facts).map(fact)),
    run.error === undefined ? undefined : element('p', { class: 'error' }, run.error),
  );
