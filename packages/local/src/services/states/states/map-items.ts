import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import { effectiveInput } from '../data-flow.ts';
import type { Thread } from '../execution.ts';
import type { MapItem } from '../history-event.ts';
import type { ReaderRequest } from '../item-source.ts';
import type { MapState } from '../machine.ts';
import { numberValue } from '../number-value.ts';
import type { Evaluation, Scope } from '../query/evaluation.ts';
import { jsonataFailure, QueryFailure, runtimeFailure } from '../query/query-failure.ts';
import type { Work } from '../work.ts';

const typeName = (value: Json): string => (value === null ? 'null' : typeof value);

function* evaluated(state: MapState, scope: Scope): Evaluation<readonly Json[]> {
  const { items } = state;
  if (items === undefined) return arrayInput(scope.input, 'States.QueryEvaluationError');
  if (typeof items === 'function') return asArray(yield* items(scope));
  const value = yield* items.evaluate(scope);
  if (Array.isArray(value)) return value;
  throw jsonataFailure(
    `The JSONata expression '${items.text}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`,
    'Items',
  );
}

const asArray = (value: Json): readonly Json[] => {
  if (Array.isArray(value)) return value;
  throw jsonataFailure(`The Items field must be an array but was: ${JSON.stringify(value)}`, 'Items');
};

const arrayInput = (input: Json, error: string): readonly Json[] => {
  if (Array.isArray(input)) return input;
  throw new QueryFailure(error, `Map state input must be an array but was: ${JSON.stringify(input)}`);
};

/** The items that came with the state's input: ItemsPath or Items, else the whole of it. @throws QueryFailure */
export function* itemsOf(work: Work, thread: Thread, state: MapState): Evaluation<readonly Json[]> {
  const input = effectiveInput(work, thread, state);
  const scope = work.scope(thread, input);
  if (state.language === 'JSONata') return yield* evaluated(state, scope);
  if (state.itemsPath === undefined) return arrayInput(input, 'States.Runtime');
  const found = state.itemsPath.find(scope);
  if (Array.isArray(found)) return found;
  if (found === undefined) throw runtimeFailure(`Invalid path '${state.itemsPath.text}': the path does not exist.`);
  throw runtimeFailure(`Reference path "${state.itemsPath.text}" must point to array.`);
}

/** An iteration's input: what ItemSelector makes of the item. */
export function* selected(work: Work, thread: Thread, state: MapState, item: MapItem): Evaluation<Json> {
  if (state.itemSelector === undefined) return item.value;
  const within: Thread = { ...thread, item };
  return yield* state.itemSelector(work.scope(within, effectiveInput(work, thread, state)));
}

const batchOf = (items: readonly Json[], batchInput: Json | undefined): JsonObject =>
  batchInput === undefined ? { Items: items } : { BatchInput: batchInput, Items: items };

const batches = (inputs: readonly Json[], most: number, bytes: number): readonly (readonly Json[])[] => {
  const made: Json[][] = [];
  let size = 0;
  for (const input of inputs) {
    const length = Buffer.byteLength(JSON.stringify(input)) + 1;
    const last = made.at(-1);
    if (last === undefined || last.length >= most || size + length > bytes) {
      made.push([input]);
      size = length;
    } else {
      last.push(input);
      size += length;
    }
  }
  return made;
};

/** The inputs of a Distributed Map's child executions: selected, then batched. */
export function* childInputs(
  work: Work,
  thread: Thread,
  state: MapState,
  items: readonly Json[],
): Evaluation<readonly Json[]> {
  const inputs: Json[] = [];
  for (const [index, value] of items.entries()) inputs.push(yield* selected(work, thread, state, { index, value }));
  const { itemBatcher } = state;
  if (itemBatcher === undefined) return inputs;
  const scope = work.scope(thread, effectiveInput(work, thread, state));
  const most = (yield* numberValue(itemBatcher.maxItems, scope)) ?? Number.POSITIVE_INFINITY;
  const bytes = (yield* numberValue(itemBatcher.maxBytes, scope)) ?? 262_144;
  const batchInput = itemBatcher.input === undefined ? undefined : yield* itemBatcher.input(scope);
  return batches(inputs, most, bytes).map((batch) => batchOf(batch, batchInput));
}

/** The ItemReader with its arguments evaluated. */
export function* readerRequest(work: Work, thread: Thread, state: MapState): Evaluation<ReaderRequest | undefined> {
  const { itemReader } = state;
  if (itemReader === undefined) return undefined;
  const { operation, inputType, csvHeaders, csvDelimiter } = itemReader;
  const scope = work.scope(thread, effectiveInput(work, thread, state));
  const parameters = yield* itemReader.parameters(scope);
  if (!isJsonObject(parameters)) throw runtimeFailure('The ItemReader parameters must be an object.');
  const maxItems = yield* numberValue(itemReader.maxItems, scope);
  return { operation, parameters, inputType: inputType ?? 'JSON', csvHeaders, csvDelimiter, maxItems };
}
