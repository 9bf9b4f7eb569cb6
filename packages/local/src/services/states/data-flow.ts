import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Thread } from './execution.ts';
import type { State } from './machine.ts';
import type { Outcome } from './outcome.ts';
import type { Evaluation, Expression, Scope } from './query/evaluation.ts';
import { place } from './query/json-path.ts';
import { selectionOf } from './query/path-expression.ts';
import { runtimeFailure } from './query/query-failure.ts';
import type { Work } from './work.ts';

/** What the state works on: InputPath's choice in JSONPath, the input as it is in JSONata. */
export const effectiveInput = (work: Work, thread: Thread, state: State): Json => {
  const { flow } = state;
  if (flow.language === 'JSONata') return thread.input;
  const input = flow.inputPath === null ? {} : selectionOf(flow.inputPath, work.scope(thread, thread.input));
  work.received.inspect?.('afterInputPath', input);
  return input;
};

/** Parameters (JSONPath) or Arguments (JSONata); without them the effective input. */
export function* argumentsOf(work: Work, thread: Thread, state: State, token?: string): Evaluation<Json> {
  const input = effectiveInput(work, thread, state);
  const expression = state.flow.language === 'JSONata' ? state.flow.arguments : state.flow.parameters;
  if (expression === undefined) {
    if (state.flow.language === 'JSONPath') work.received.inspect?.('afterParameters', input);
    return input;
  }
  const made = yield* expression(work.scope(thread, input, token === undefined ? {} : { token }));
  work.received.inspect?.(state.flow.language === 'JSONata' ? 'afterArguments' : 'afterParameters', made);
  return made;
}

export interface Exit {
  readonly output: Json;
  readonly assigned: JsonObject | undefined;
}

type Done = Outcome & { readonly kind: 'done' };

function* assignedBy(expression: Expression | undefined, scope: Scope): Evaluation<JsonObject | undefined> {
  return expression === undefined ? undefined : ((yield* expression(scope)) as JsonObject);
}

/** ResultSelector, ResultPath, OutputPath; or Output. Assign sees the same as they. */
export function* exitOf(work: Work, thread: Thread, state: State, done: Done): Evaluation<Exit> {
  const exit =
    state.flow.language === 'JSONata'
      ? yield* jsonataExit(work, thread, state, done)
      : yield* pathExit(work, thread, state, done);
  work.withinLimit(exit.output, state.name);
  return exit;
}

function* jsonataExit(work: Work, thread: Thread, state: State, done: Done): Evaluation<Exit> {
  const { result, rule } = done;
  const scope = work.scope(thread, thread.input, result === undefined ? {} : { result });
  const output = rule?.output ?? (state.flow.language === 'JSONata' ? state.flow.output : undefined);
  return {
    assigned: yield* assignedBy(rule === undefined ? state.assign : (rule.assign ?? undefined), scope),
    output: output === undefined ? (result ?? thread.input) : yield* output(scope),
  };
}

function* pathExit(work: Work, thread: Thread, state: State, done: Done): Evaluation<Exit> {
  const { flow } = state;
  if (flow.language !== 'JSONPath') throw new Error('a JSONPath state is expected');
  const assign = done.rule === undefined ? state.assign : done.rule.assign;
  if (done.result === undefined) {
    const input = effectiveInput(work, thread, state);
    const scope = work.scope(thread, input);
    const assigned = yield* assignedBy(assign, scope);
    return { assigned, output: flow.outputPath === null ? {} : selectionOf(flow.outputPath, scope) };
  }
  const selected =
    flow.resultSelector === undefined ? done.result : yield* flow.resultSelector(work.scope(thread, done.result));
  work.received.inspect?.('afterResultSelector', selected);
  const assigned = yield* assignedBy(assign, work.scope(thread, selected));
  const placed = flow.resultPath === null ? thread.input : place(thread.input, flow.resultPath, selected);
  if (placed === undefined)
    throw runtimeFailure(
      `Unable to apply ReferencePath ${flow.resultPath?.text} to input ${JSON.stringify(thread.input)}`,
    );
  work.received.inspect?.('afterResultPath', placed);
  return { assigned, output: flow.outputPath === null ? {} : selectionOf(flow.outputPath, work.scope(thread, placed)) };
}
