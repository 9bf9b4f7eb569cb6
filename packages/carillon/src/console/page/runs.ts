import { countOf, element, timeOf } from './dom.ts';
import type { RunState, StepName } from './state.ts';

const STEPS: readonly StepName[] = ['started', 'submitted', 'exported', 'mapped', 'completed'];

const isReached = (run: RunState, index: number): boolean =>
  STEPS.slice(index).some((step) => run.steps[step] !== undefined);

const stepClass = (run: RunState, index: number): string => {
  if (isReached(run, index)) return 'step done';
  const isNext = index === 0 || isReached(run, index - 1);
  if (!isNext) return 'step';
  return run.status === 'FAILED' ? 'step failed' : 'step now';
};

const stepItem = (run: RunState, index: number): HTMLElement => {
  const label = STEPS[index] ?? 'started';
  const at = element('small', {}, timeOf(run.steps[label]));
  return element('li', { class: stepClass(run, index) }, element('span', { class: 'mark' }), label, at);
};

const figure = (value: number, what: string, bad = false): HTMLElement =>
  element('span', bad ? { class: 'bad' } : {}, element('b', {}, countOf(value)), ` ${what}`);

const windowText = (run: RunState): string =>
  run.since === undefined
    ? `everything up to ${timeOf(run.until)}`
    : `what changed from ${timeOf(run.since)} to ${timeOf(run.until)}`;

/** One run as a card: where it stands, what it covers, what it found. */
export const runCard = (run: RunState): HTMLElement =>
  element(
    'article',
    { class: 'run', 'data-status': run.status, 'data-run': run.runId },
    element(
      'header',
      {},
      element('span', { class: 'id', title: run.runId }, run.runId.slice(0, 8)),
      element('span', { class: 'badge' }, run.status.toLowerCase()),
      element('time', { datetime: run.until }, `${run.until.slice(0, 10)} ${timeOf(run.until)} UTC`),
    ),
    element('p', { class: 'window' }, windowText(run)),
    element('ol', { class: 'steps' }, ...STEPS.map((_, index) => stepItem(run, index))),
    element(
      'div',
      { class: 'figures' },
      figure(run.files, run.files === 1 ? 'file' : 'files'),
      figure(run.resources, run.resources === 1 ? 'resource' : 'resources'),
      figure(run.rejected, 'lines rejected', run.rejected > 0),
    ),
    run.error === undefined ? undefined : element('p', { class: 'error' }, run.error),
  );
