import { isJsonObject, type Json, type JsonObject } from '../../../kernel/json.ts';
import { effectiveInput } from '../data-flow.ts';
import type { Thread } from '../execution.ts';
import type { MapItem } from '../history-event.ts';
import type { ReaderRequest } from '../item-source.ts';
import type { MapState } from '../machine.ts';
import type { MapRun } from '../map-run-progress.ts';
import { numberValue } from '../number-value.ts';
import { PAYLOAD_LIMIT } from '../payload.ts';
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
  if (Array.isArray(found)) {
    work.received.inspect?.('afterItemsPath', found);
    return found;
  }
  if (found === undefined) throw runtimeFailure(`Invalid path '${state.itemsPath.text}': the path does not exist.`);
  throw runtimeFailure(`Reference path "${state.itemsPath.path?.text ?? state.itemsPath.text}" must point to array.`);
}

/** An iteration's input: what ItemSelector makes of the item. */
export function* selected(work: Work, thread: Thread, state: MapState, item: MapItem): Evaluation<Json> {
  if (state.itemSelector === undefined) return item.value;
  const within: Thread = { ...thread, item };
  return yield* state.itemSelector(work.scope(within, effectiveInput(work, thread, state)));
}

const batchOf = (items: readonly Json[], batchInput: Json | undefined): JsonObject =>
  batchInput === undefined ? { Items: items } : { BatchInput: batchInput, Items: items };

/** The input of the next child execution, and how many items are in it: one, or a batch up to its bounds. */
export function* nextInput(
  work: Work,
  thread: Thread,
  state: MapState,
  run: MapRun,
): Evaluation<{ readonly input: Json; readonly items: number }> {
  const at = (index: number): Evaluation<Json> =>
    selected(work, thread, state, { index, value: run.items[index] as Json });
  const from = run.itemsStarted;
  const first = yield* at(from);
  const { itemBatcher } = state;
  if (itemBatcher === undefined) return { input: first, items: 1 };
  const scope = work.scope(thread, effectiveInput(work, thread, state));
  const most = (yield* numberValue(itemBatcher.maxItems, scope)) ?? Number.POSITIVE_INFINITY;
  const bytes = (yield* numberValue(itemBatcher.maxBytes, scope)) ?? PAYLOAD_LIMIT;
  const batchInput = itemBatcher.input === undefined ? undefined : yield* itemBatcher.input(scope);
  const batch = [first];
  let size = jsonBytes(first);
  while (batch.length < most && from + batch.length < run.items.length) {
    const next = yield* at(from + batch.length);
    size += jsonBytes(next);
    if (size > bytes) break;
    batch.push(next);
  }
  return { input: batchOf(batch, batchInput), items: batch.length };
}

/** With the comma behind it. */
const jsonBytes = (value: Json): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/** The ItemReader with its arguments evaluated. */
export function* readerRequest(work: Work, thread: Thread, state: MapState): Evaluation<ReaderRequest | undefined> {
  const { itemReader } = state;
  if (itemReader === undefined) return undefined;
  const { operation, inputType, csvHeaders, csvDelimiter, itemsPointer } = itemReader;
  const scope = work.scope(thread, effectiveInput(work, thread, state));
  const parameters = yield* itemReader.parameters(scope);
  if (!isJsonObject(parameters)) throw runtimeFailure('The ItemReader parameters must be an object.');
  const maxItems = yield* numberValue(itemReader.maxItems, scope);
  return {
    ...{ operation, parameters, inputType: inputType ?? 'JSON', csvHeaders, csvDelimiter, maxItems },
    ...(itemsPointer === undefined ? {} : { itemsPointer }),
  };
}
