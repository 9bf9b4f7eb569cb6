/** The namespace of all metrics in CloudWatch, unless POWERTOOLS_METRICS_NAMESPACE names another. */
export const METRICS_NAMESPACE = 'Carillon';

/** What the runtime itself counts; a metric's name in CloudWatch, by service. */
export type RuntimeMetric =
  | 'MessagesHandled'
  | 'MessagesFailed'
  | 'MessagesDeadLettered'
  | 'EventsAnnounced'
  | 'RecordsDeadLettered';

/** What the runtime itself measures, in seconds. */
export type RuntimeDuration = 'StreamAge';

/**
 * What a function reports of itself; {@link instrument} makes the one that Powertools writes. Fields hold ids and codes,
 * never payloads. `Metric` and `Duration` are the application's own names; a handler's log fits wherever the runtime asks
 * for one.
 */
export interface Log<Metric extends string = never, Duration extends string = never> {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
  /** Every line holds these from here on, until `resetKeys`. */
  appendKeys(fields: Readonly<Record<string, string>>): void;
  /** As appendKeys, with the ids in an event's detail: its own, its correlation's, and those that the application named. */
  appendEventKeys(detail: unknown): void;
  resetKeys(): void;
  count(metric: Metric | RuntimeMetric, value: number): void;
  measure(metric: Duration | RuntimeDuration, seconds: number): void;
}

const nothing = (): void => undefined;

/** A log that writes nothing, for those who are given none. */
export const silentLog: Log = {
  info: nothing,
  warn: nothing,
  error: nothing,
  appendKeys: nothing,
  appendEventKeys: nothing,
  resetKeys: nothing,
  count: nothing,
  measure: nothing,
};

/** What an id is made of, and nothing that a person could have written. */
const ID = /^[\w.:/#-]{1,128}$/;

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/**
 * As many ids as a detail has, valid or not, for a line about a bad event needs them most: `eventId`, `correlationId`, and
 * the fields of its data that `dataIds` names.
 */
export const eventKeys = (detail: unknown, dataIds: readonly string[]): Readonly<Record<string, string>> => {
  const [metadata, data] = [at(detail, 'metadata'), at(detail, 'data')];
  const found: readonly (readonly [string, unknown])[] = [
    ['eventId', at(metadata, 'id')],
    ['correlationId', at(metadata, 'correlationId')],
    ...dataIds.map((name) => [name, at(data, name)] as const),
  ];
  return Object.fromEntries(
    found.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && ID.test(entry[1])),
  );
};
