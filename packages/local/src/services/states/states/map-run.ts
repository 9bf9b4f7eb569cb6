import type { Json } from '../../../kernel/json.ts';
import type { MapRun, Thread } from '../execution.ts';
import type { Tolerated } from '../history-event.ts';
import type { MapState } from '../machine.ts';
import { numberValue } from '../number-value.ts';
import { type Outcome, stateFailure, WAITING } from '../outcome.ts';
import type { Evaluation } from '../query/evaluation.ts';
import { runtimeFailure } from '../query/query-failure.ts';
import type { Work } from '../work.ts';
import { childInputs, readerRequest } from './map-items.ts';

/**
 * AWS runs up to 10,000 child executions at once. Here they share one process, so that more than this many would only
 * wait for one another in memory.
 */
const CHILD_CONCURRENCY = 1_000;

const childArn = (work: Work, label: string, name: string): string =>
  `${work.identified.machineArn.replace(':stateMachine:', ':execution:')}/${label}:${name}`;

function* tolerance(work: Work, thread: Thread, state: MapState): Evaluation<Tolerated> {
  const scope = work.scope(thread, thread.input);
  const count = yield* numberValue(state.toleratedCount, scope);
  const percentage = yield* numberValue(state.toleratedPercentage, scope);
  if (count !== undefined && count < 0) throw runtimeFailure('ToleratedFailureCount cannot be negative.');
  if (percentage !== undefined && (percentage < 0 || percentage > 100))
    throw runtimeFailure('ToleratedFailurePercentage must be between 0 and 100.');
  return { ...(count === undefined ? {} : { count }), ...(percentage === undefined ? {} : { percentage }) };
}

/** Begins a Map run: a child execution for each item. */
export function* startMapRun(
  work: Work,
  thread: Thread,
  state: MapState,
  items: readonly Json[],
  maxConcurrency: number,
): Evaluation<Outcome> {
  const label = state.distributed?.label ?? state.name;
  const tolerated = yield* tolerance(work, thread, state);
  const reader = yield* readerRequest(work, thread, state);
  const mapRunArn = `${work.identified.machineArn.replace(':stateMachine:', ':mapRun:')}/${label}:${work.draw.uuid()}`;
  const limit = maxConcurrency > 0 ? Math.min(maxConcurrency, CHILD_CONCURRENCY) : CHILD_CONCURRENCY;
  work.show(thread.id, {
    type: 'MapRunStarted',
    mapRunArn,
    limit,
    tolerated,
    ...(reader === undefined ? {} : { reader }),
  });
  if (reader === undefined) return yield* runItems(work, thread.id, state, items);
  if (reader.maxItems !== undefined && reader.maxItems <= 0)
    return failRun(work, thread.id, 'States.ItemReaderFailed', 'field MaxItems must be positive');
  work.ask({ type: 'ReadItems', thread: thread.id, reader });
  return WAITING;
}

/** The items are there: start the first children. */
export function* runItems(work: Work, threadId: string, state: MapState, items: readonly Json[]): Evaluation<Outcome> {
  const inputs = yield* childInputs(work, work.thread(threadId), state, items);
  work.note(threadId, { type: 'ItemsRead', items: inputs });
  return advance(work, threadId, state);
}

/** @throws StateFailure */
export const failRun = (work: Work, threadId: string, error: string, cause: string): never => {
  work.show(threadId, { type: 'MapRunFailed', error, cause });
  throw stateFailure(error, cause);
};

const runOf = (thread: Thread): MapRun => {
  if (thread.phase.kind !== 'mapRun') throw new Error(`thread ${thread.id} has no map run`);
  return thread.phase.run;
};

/** "If you specify both, the Map Run fails when either threshold is exceeded." Without any, one failure is too much. */
const exceeded = ({ tolerated, failed, items }: MapRun): boolean => {
  const { count, percentage } = tolerated;
  if (failed === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  const share = (failed * 100) / Math.max(1, items?.length ?? 0);
  return (count !== undefined && failed > count) || (percentage !== undefined && share > percentage);
};

/** Starts children up to the limit; ends the run when all have ended, or too many have failed. */
export const advance = (work: Work, threadId: string, state: MapState): Outcome => {
  const label = state.distributed?.label ?? state.name;
  for (;;) {
    const run = runOf(work.thread(threadId));
    const items = run.items ?? [];
    if (exceeded(run)) {
      const executionArns = Object.values(run.children);
      if (executionArns.length > 0) work.ask({ type: 'StopChildren', executionArns });
      return failRun(
        work,
        threadId,
        'States.ExceedToleratedFailureThreshold',
        'The specified tolerated failure threshold was exceeded',
      );
    }
    const running = Object.keys(run.children).length;
    if (run.next >= items.length && running === 0) {
      work.show(threadId, { type: 'MapRunSucceeded' });
      work.show(threadId, { type: 'MapStateSucceeded' });
      return { kind: 'done', result: run.outputs.filter((output) => output !== undefined) };
    }
    if (run.next >= items.length || running >= run.limit) return WAITING;
    const index = run.next;
    const input = items[index] as Json;
    const executionArn = childArn(work, label, work.draw.uuid());
    work.note(threadId, { type: 'ChildStarted', index, executionArn, input });
    work.ask({
      type: 'StartChild',
      thread: threadId,
      index,
      executionArn,
      mapRunArn: run.arn,
      flow: state.processor,
      input,
    });
  }
};
