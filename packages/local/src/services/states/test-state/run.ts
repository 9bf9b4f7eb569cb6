import type { TestStateCommandInput } from '@aws-sdk/client-sfn';
import { type Json, parseExactJson } from '../../../kernel/json.ts';
import { argumentsOf, exitOf } from '../data-flow.ts';
import { backoff, errorEquals } from '../errors.ts';
import { evolve } from '../evolve.ts';
import { MAIN_THREAD, type Thread, unstarted } from '../execution.ts';
import { handle } from '../failure.ts';
import { done, enterState } from '../flow-of-control.ts';
import type { TaskRequest } from '../integration.ts';
import { isHandling, type MapState, type State } from '../machine.ts';
import { type Outcome, StateFailure, stateFailure } from '../outcome.ts';
import { type Evaluation, run } from '../query/evaluation.ts';
import { QueryFailure } from '../query/query-failure.ts';
import type { Received, Stage } from '../signal.ts';
import { itemsOf } from '../states/map-items.ts';
import { tolerance } from '../states/map-run.ts';
import { concurrency } from '../states/run-map.ts';
import { type Identified, Work } from '../work.ts';
import { invalid, type Tested } from './request.ts';

export type TaskResult =
  | { readonly ok: true; readonly output: Json }
  | { readonly ok: false; readonly error: string; readonly cause: string };

/** What calls a task that is not mocked. */
export type CallTask = (request: TaskRequest) => Promise<TaskResult>;

export interface Ended {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly stages: ReadonlyMap<Stage, Json>;
  readonly errorDetails?: {
    readonly catchIndex?: number;
    readonly retryIndex?: number;
    readonly retryBackoffIntervalSeconds?: number;
  };
}

const toleratesFewer = (failures: number, total: number, tolerated: { count?: number; percentage?: number }): boolean =>
  (tolerated.count !== undefined && failures > tolerated.count) ||
  (tolerated.percentage !== undefined && (failures * 100) / Math.max(1, total) > tolerated.percentage);

/** Runs one state on given data, its task, branches or iterations mocked or its task called. */
export class StateTest {
  readonly #work: Work;
  readonly #tested: Tested;
  readonly #request: TestStateCommandInput;
  readonly #callTask: CallTask;
  readonly #stages = new Map<Stage, Json>();

  constructor(tested: Tested, request: TestStateCommandInput, surroundings: Surroundings) {
    const execution = unstarted();
    const { identified, callTask, received } = surroundings;
    const inspect = (stage: Stage, value: Json): void => void this.#stages.set(stage, value);
    this.#tested = tested;
    this.#request = request;
    this.#callTask = callTask;
    this.#work = new Work(tested.machine, identified, execution, { ...received, inspect });
    const { at } = received;
    const { input, machine, state } = tested;
    const started = { thread: MAIN_THREAD, at, input, previous: 0 };
    evolve(execution, { type: 'ExecutionStarted', id: 1, ...started, roleArn: identified.roleArn });
    evolve(execution, { type: 'ThreadStarted', child: MAIN_THREAD, flow: machine.root.id, index: 0, ...started });
    this.#work.show(MAIN_THREAD, { type: 'StateEntered', state: state.name, stateType: state.type, input });
    this.#thread.variables = tested.variables;
  }

  get #thread(): Thread {
    return this.#work.thread(MAIN_THREAD);
  }

  async run(): Promise<Ended> {
    try {
      return await run(this.#succeed());
    } catch (error) {
      if (error instanceof StateFailure || error instanceof QueryFailure) return run(this.#fail(error));
      throw error;
    }
  }

  *#succeed(): Evaluation<Ended> {
    const { state } = this.#tested;
    const outcome = yield* this.#outcome(state);
    if (outcome.kind === 'waiting') throw new Error(`a tested state cannot wait: ${state.type}`);
    const { output } = yield* exitOf(this.#work, this.#thread, state, outcome);
    const nextState = outcome.next ?? state.next;
    return { status: 'SUCCEEDED', output, stages: this.#stages, ...(nextState === undefined ? {} : { nextState }) };
  }

  *#outcome(state: State): Evaluation<Outcome> {
    switch (state.type) {
      case 'Task':
        return yield* this.#task(state);
      case 'Map':
        return yield* this.#map(state);
      case 'Parallel':
        yield* argumentsOf(this.#work, this.#thread, state);
        return yield* this.#mocked();
      case 'Wait':
        yield* enterState(this.#work, this.#thread, state);
        return yield* done();
      default:
        return yield* enterState(this.#work, this.#thread, state);
    }
  }

  *#task(state: State): Evaluation<Outcome> {
    yield* enterState(this.#work, this.#thread, state);
    if (this.#request.mock !== undefined) return yield* this.#mocked();
    const { phase } = this.#thread;
    if (phase.kind !== 'task') throw new Error('a task is expected');
    const result = (yield this.#callTask(phase.request)) as TaskResult;
    if (!result.ok) throw stateFailure(result.error, result.cause);
    return yield* this.#result(result.output);
  }

  *#map(state: MapState): Evaluation<Outcome> {
    const { mapIterationFailureCount: failures = 0, mapItemReaderData } = this.#request.stateConfiguration ?? {};
    const work = this.#work;
    const items =
      state.itemReader === undefined ? yield* itemsOf(work, this.#thread, state) : itemsRead(mapItemReaderData);
    yield* concurrency(work, this.#thread, state);
    const tolerated = yield* tolerance(work, this.#thread, state);
    if (failures > items.length)
      throw invalid('Map iteration failure count must be less than or equal to the number of Map iterations');
    if (toleratesFewer(failures, items.length, tolerated))
      throw stateFailure(
        'States.ExceedToleratedFailureThreshold',
        'The specified tolerated failure threshold was exceeded',
      );
    return yield* this.#mocked();
  }

  /** @throws StateFailure when an error is mocked */
  *#mocked(): Evaluation<Outcome> {
    const { result, errorOutput } = this.#request.mock ?? {};
    if (errorOutput !== undefined) throw stateFailure(errorOutput.error, errorOutput.cause);
    return yield* this.#result(this.#tested.mocked ?? parseExactJson(result ?? 'null'));
  }

  *#result(output: Json): Evaluation<Outcome> {
    this.#stages.set('result', output);
    return yield* done(output);
  }

  *#fail(error: StateFailure | QueryFailure): Evaluation<Ended> {
    const { state } = this.#tested;
    const failure = error instanceof StateFailure ? error : stateFailure(error.error, error.message);
    const why = {
      ...(failure.error === undefined ? {} : { error: failure.error }),
      ...(failure.reason === undefined ? {} : { cause: failure.reason }),
    };
    const ended = { ...why, stages: this.#stages };
    if (!isHandling(state)) return { status: 'FAILED', ...ended };
    const ofTask = state.type === 'Task';
    const retryIndex = state.retriers.findIndex(({ errors }) => errorEquals(errors, failure, ofTask));
    const made = this.#request.stateConfiguration?.retrierRetryCount ?? 0;
    if (retryIndex >= 0) this.#thread.retries = { [retryIndex]: made };
    const handled = yield* handle(this.#work, MAIN_THREAD, failure);
    if (handled.kind === 'failed')
      return { status: 'FAILED', ...ended, ...(retryIndex >= 0 ? { errorDetails: { retryIndex } } : {}) };
    if (handled.kind === 'retrying') {
      const retrier = state.retriers[retryIndex];
      const retryBackoffIntervalSeconds = retrier === undefined ? 0 : Math.round(backoff(retrier, made));
      return { status: 'RETRIABLE', ...ended, errorDetails: { retryIndex, retryBackoffIntervalSeconds } };
    }
    const exited = this.#work.events.findLast(({ type }) => type === 'StateExited');
    return {
      status: 'CAUGHT_ERROR',
      ...ended,
      ...(exited?.type === 'StateExited' ? { output: exited.output, nextState: exited.next ?? '' } : {}),
      errorDetails: { catchIndex: state.catchers.findIndex(({ errors }) => errorEquals(errors, failure, ofTask)) },
    };
  }
}

export interface Surroundings {
  readonly identified: Identified;
  readonly callTask: CallTask;
  readonly received: Received;
}

const itemsRead = (text: string | undefined): readonly Json[] => {
  const value = text === undefined ? undefined : parseExactJson(text);
  if (Array.isArray(value)) return value;
  throw invalid('MapItemReaderData must be specified as a JSON array for a Map state with an ItemReader');
};
