import { isJsonObject, type Json } from '../../../kernel/json.ts';
import type { Thread } from '../execution.ts';
import type { Tolerated } from '../history-event.ts';
import type { ResultTarget } from '../item-source.ts';
import type { MapState } from '../machine.ts';
import { canStart, isComplete, type MapRun } from '../map-run-progress.ts';
import { countsOf } from '../map-run-store.ts';
import { numberValue } from '../number-value.ts';
import { type Outcome, stateFailure, WAITING } from '../outcome.ts';
import type { Evaluation } from '../query/evaluation.ts';
import { runtimeFailure } from '../query/query-failure.ts';
import type { Work } from '../work.ts';
import { nextInput, readerRequest } from './map-items.ts';

/**
 * AWS runs up to 10,000 child executions at once. Here they share one process, so that more than this many would only
 * wait for one another in memory.
 */
const CHILD_CONCURRENCY = 1_000;

const childArn = (work: Work, label: string, name: string): string =>
  `${work.identified.machineArn.replace(':stateMachine:', ':execution:')}/${label}:${name}`;

export function* tolerance(work: Work, thread: Thread, state: MapState): Evaluation<Tolerated> {
  const scope = work.scope(thread, thread.input);
  const count = yield* numberValue(state.toleratedCount, scope);
  const percentage = yield* numberValue(state.toleratedPercentage, scope);
  if (count !== undefined && count < 0) throw runtimeFailure('ToleratedFailureCount cannot be negative.');
  if (percentage !== undefined && (percentage < 0 || percentage > 100))
    throw runtimeFailure('ToleratedFailurePercentage must be between 0 and 100.');
  if (count !== undefined) work.received.inspect?.('toleratedFailureCount', count);
  if (percentage !== undefined) work.received.inspect?.('toleratedFailurePercentage', percentage);
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
  work.ask({ type: 'OpenMapRun', thread: thread.id, mapRunArn, limit, tolerated });
  if (reader === undefined) {
    work.note(thread.id, { type: 'ItemsRead', items, last: true });
    return yield* advance(work, thread.id, state);
  }
  if (reader.maxItems !== undefined && reader.maxItems < 0)
    return failRun(work, thread.id, 'States.ItemReaderFailed', 'field MaxItems must be positive');
  work.ask({ type: 'ReadItems', thread: thread.id, reader, from: 0 });
  return WAITING;
}

/** @throws StateFailure */
export const failRun = (work: Work, threadId: string, error: string, cause: string): never => {
  work.show(threadId, { type: 'MapRunFailed', error, cause });
  const run = runOf(work.thread(threadId));
  work.ask({ type: 'CloseMapRun', mapRunArn: run.arn, status: 'FAILED', counts: countsOf(run) });
  throw stateFailure(error, cause);
};

const runOf = (thread: Thread): MapRun => {
  if (thread.phase.kind !== 'mapRun') throw new Error(`thread ${thread.id} has no map run`);
  return thread.phase.run;
};

/** "If you specify both, the Map Run fails when either threshold is exceeded." Without any, one failure is too much. */
const exceeded = ({ tolerated, itemTally, items }: MapRun): boolean => {
  const { count, percentage } = tolerated;
  const { failed } = itemTally;
  if (failed === 0) return false;
  if (count === undefined && percentage === undefined) return true;
  const share = (failed * 100) / Math.max(1, items.length);
  return (count !== undefined && failed > count) || (percentage !== undefined && share > percentage);
};

const failByThreshold = (work: Work, threadId: string, run: MapRun): never => {
  const executionArns = [...run.children.values()].map(({ executionArn }) => executionArn);
  if (executionArns.length > 0) work.ask({ type: 'StopChildren', executionArns });
  return failRun(
    work,
    threadId,
    'States.ExceedToleratedFailureThreshold',
    'The specified tolerated failure threshold was exceeded',
  );
};

/** Starts children up to the limit and the decision's share; ends the run when all have ended, or too many have failed. */
export function* advance(work: Work, threadId: string, state: MapState): Evaluation<Outcome> {
  const run = runOf(work.thread(threadId));
  if (exceeded(run)) return failByThreshold(work, threadId, run);
  while (canStart(run) && !work.isSpent) yield* startChild(work, threadId, state, run);
  if (!isComplete(run) || run.target !== undefined) return WAITING;
  const target = yield* resultTarget(work, work.thread(threadId), state, run);
  if (target === undefined) return endRun(work, threadId, state, run);
  work.note(threadId, { type: 'ResultsAsked', target });
  work.ask({ type: 'WriteResults', thread: threadId, target });
  return WAITING;
}

/** Where the results are to be written, when they are. */
function* resultTarget(
  work: Work,
  thread: Thread,
  { resultWriter }: MapState,
  run: MapRun,
): Evaluation<ResultTarget | undefined> {
  if (resultWriter?.parameters === undefined) return undefined;
  const parameters = yield* resultWriter.parameters(work.scope(thread, thread.input));
  const { Bucket: bucket, Prefix: prefix = '' } = isJsonObject(parameters) ? parameters : {};
  const folder = [prefix, run.arn.slice(run.arn.lastIndexOf(':') + 1)].filter((part) => part !== '').join('/');
  const { transformation, outputType } = resultWriter;
  return { bucket: String(bucket), folder: `${folder}/`, mapRunArn: run.arn, transformation, outputType };
}

/** All children have ended, and what is to be written is. */
export const endRun = (work: Work, threadId: string, state: MapState, run: MapRun): Outcome => {
  work.show(threadId, { type: 'MapRunSucceeded' });
  work.ask({ type: 'CloseMapRun', mapRunArn: run.arn, status: 'SUCCEEDED', counts: countsOf(run) });
  work.show(threadId, { type: 'MapStateSucceeded' });
  const outputs = run.outputs.filter((output) => output !== undefined);
  if (run.target === undefined)
    return { kind: 'done', result: state.resultWriter?.transformation === 'FLATTEN' ? outputs.flat() : outputs };
  const { bucket, folder } = run.target;
  const written = { Bucket: bucket, Key: `${folder}manifest.json` };
  return { kind: 'done', result: { MapRunArn: run.arn, ResultWriterDetails: written } };
};

function* startChild(work: Work, threadId: string, state: MapState, run: MapRun): Evaluation<void> {
  const label = state.distributed?.label ?? state.name;
  const { input, items } = yield* nextInput(work, work.thread(threadId), state, run);
  const index = run.childrenStarted;
  const executionArn = childArn(work, label, work.draw.uuid());
  work.note(threadId, { type: 'ChildStarted', index, executionArn, items });
  work.ask({
    type: 'StartChild',
    thread: threadId,
    index,
    executionArn,
    mapRunArn: run.arn,
    flow: state.processor,
    express: state.distributed?.executionType === 'EXPRESS',
    input,
  });
}
