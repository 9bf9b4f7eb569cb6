import { isDeepStrictEqual } from 'node:util';
import { isExactNumber, isJsonObject, type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';

const END = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

export const endOf = (events: readonly JsonObject[]): JsonObject | undefined =>
  events.findLast((event) => END.test(String(event.type)));

const detailsOf = (event: JsonObject | undefined): Json =>
  Object.entries(event ?? {}).find(([name]) => name.endsWith('EventDetails'))?.[1] ?? {};

/** Uuids, times and ARNs differ by nature from run to run; a recording puts placeholders for them. */
const isPlaceholder = (text: string): boolean =>
  /<[\w.:-]+>|^(date|timestamp|snf_role_arn|map_run_arn|RandomNumberGenerated|"date")$/.test(text);

export type Bindings = Map<string, Json>;

/** Within a case the same placeholder stands for the same value. */
const isBound = (placeholder: string, received: Json, bindings: Bindings): boolean => {
  if (!isPlaceholder(placeholder)) return false;
  if (placeholder === 'RandomNumberGenerated') return typeof received === 'number';
  if (typeof received === 'string' && placeholder === '"date"') return received.startsWith('"');
  if (typeof received !== 'string' || received.length === 0) return false;
  if (!placeholder.includes('<')) return true;
  const known = bindings.get(placeholder);
  if (known !== undefined) return known === received;
  bindings.set(placeholder, received);
  return true;
};

const sameMembers = (expected: JsonObject, received: JsonObject, bindings: Bindings, same: typeof agrees): boolean => {
  const names = Object.keys(expected);
  if (names.length !== Object.keys(received).length) return false;
  return names.every((name) => same(expected[name], received[name], bindings));
};

/** Whether a value is what was recorded. */
const agrees = (expected: Json | undefined, received: Json | undefined, bindings: Bindings): boolean => {
  if (expected === undefined || received === undefined) return expected === received;
  if (isDeepStrictEqual(expected, received)) return true;
  if (typeof expected === 'number' && isExactNumber(received)) return expected === Number(received.rawJSON);
  if (typeof expected === 'string') return isBound(expected, received, bindings);
  if (isJsonObject(expected)) return isJsonObject(received) && sameMembers(expected, received, bindings, agrees);
  if (!Array.isArray(expected) || !Array.isArray(received) || expected.length !== received.length) return false;
  return expected.every((each: Json, index) => agrees(each, received[index] as Json, bindings));
};

/** JSON text in a detail was stored parsed, above all where it held an object; what lies deeper was left alone. */
const agreesAsText = (expected: Json | undefined, received: Json | undefined, bindings: Bindings): boolean => {
  if (typeof expected === 'string' || typeof received !== 'string') {
    if (isJsonObject(expected) && isJsonObject(received))
      return sameMembers(expected, received, bindings, agreesAsText);
    return agrees(expected, received, bindings);
  }
  try {
    return agrees(expected, parseExactJson(received), bindings);
  } catch {
    return false;
  }
};

/** Whole events: ids, types and details; times are not compared. */
export const sameEvent = (expected: JsonObject, received: JsonObject | undefined, bindings: Bindings): boolean =>
  received !== undefined &&
  expected.type === received.type &&
  agrees(expected.id, received.id, bindings) &&
  agrees(expected.previousEventId, received.previousEventId, bindings) &&
  agreesAsText(detailsOf(expected), detailsOf(received), bindings);

export const sameDetails = (expected: JsonObject | undefined, received: JsonObject | undefined): boolean =>
  agreesAsText(detailsOf(expected), detailsOf(received), new Map());

/** Whether an API's answer is the recorded one. */
export const agreesWithRecorded = (expected: Json, received: Json): boolean =>
  agreesAsText(expected, received, new Map());

/** Type and state name of an event. */
export const line = (event: JsonObject): string => {
  const details = detailsOf(event);
  const name = isJsonObject(details) ? details.name : undefined;
  return `${String(event.type)} ${typeof name === 'string' ? name : ''}`;
};

/** The sorting of concurrent flows lost these from the recordings: their ids are missing there. */
const LOST: ReadonlySet<string> = new Set(['ParallelStateSucceeded', 'ParallelStateExited']);

const isSorted = (event: JsonObject | undefined): boolean => Array.isArray(event?.id);

/** Takes from `block` the event that fits `wanted` best. */
const take = (block: JsonObject[], wanted: JsonObject): JsonObject | undefined => {
  const named = (event: JsonObject): boolean => line(event) === line(wanted);
  const exact = block.findIndex((event) => named(event) && sameDetails(wanted, event));
  const found = exact >= 0 ? exact : block.findIndex(named);
  const [taken] = found < 0 ? [] : block.splice(found, 1);
  return taken === undefined ? undefined : { ...taken, id: wanted.id as Json, previousEventId: 0 };
};

/**
 * Events of concurrent flows were recorded sorted, with a list for an id. Between the ids around such a block ours are
 * put in the same order; what is left over stays behind them, save what the recordings lost.
 */
export const inRecordedOrder = (
  expected: readonly JsonObject[],
  received: readonly JsonObject[],
): readonly JsonObject[] => {
  const ordered: JsonObject[] = [];
  let at = 0;
  for (let from = 0; from < expected.length; ) {
    if (!isSorted(expected[from])) {
      const [event] = received.slice(at, at + 1);
      if (event !== undefined) ordered.push(event);
      at += 1;
      from += 1;
      continue;
    }
    let to = from;
    while (isSorted(expected[to])) to += 1;
    const next = expected[to]?.id;
    const end = typeof next === 'number' ? next - 1 : received.length;
    const block = received.slice(at, end);
    for (const wanted of expected.slice(from, to)) ordered.push(take(block, wanted) ?? { type: 'missing' });
    ordered.push(...block.filter(({ type }) => !LOST.has(String(type))));
    at = end;
    from = to;
  }
  return [...ordered, ...received.slice(at)];
};
