/** What the runtime itself counts; the name of a metric in CloudWatch. */
export type RuntimeMetric =
  | 'MessagesHandled'
  | 'MessagesFailed'
  | 'MessagesDeadLettered'
  | 'EventsAnnounced'
  | 'RecordsDeadLettered';

/** What the runtime itself measures, in seconds. */
export type RuntimeDuration = 'StreamAge';

/**
 * Where the runtime and the handlers write log lines and metrics; `instrument` gives the one that Powertools stands behind.
 * Fields hold ids and codes, never payloads. `Metric` and `Duration` are the application's own, beside the runtime's.
 */
export interface BusLog<Metric extends string = never, Duration extends string = never> {
  /** Fields of an event's data that are ids: they are logged beside its event id and its correlation id. */
  readonly dataIds: readonly string[];
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
  /** Every line has these from now on, until `resetKeys`. */
  appendKeys(fields: Readonly<Record<string, string>>): void;
  resetKeys(): void;
  count(metric: RuntimeMetric | Metric, value: number): void;
  /** In seconds. */
  measure(metric: RuntimeDuration | Duration, seconds: number): void;
}

const nothing = (): void => undefined;

/** Writes nothing. */
export const silentLog: BusLog<string, string> = {
  dataIds: [],
  info: nothing,
  warn: nothing,
  error: nothing,
  appendKeys: nothing,
  resetKeys: nothing,
  count: nothing,
  measure: nothing,
};

/** Ids of ours, and nothing that a person could have written. */
const ID = /^[\w.:/#-]{1,128}$/;

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/**
 * The ids that lead from an event to its cause and its effects: `eventId`, `correlationId` and those of `dataIds` that its
 * data has. The detail need not be valid: a line about an invalid event needs them most.
 */
export const correlationOf = (detail: unknown, dataIds: readonly string[] = []): Readonly<Record<string, string>> => {
  const [metadata, data] = [at(detail, 'metadata'), at(detail, 'data')];
  const found: Readonly<Record<string, unknown>> = {
    eventId: at(metadata, 'id'),
    correlationId: at(metadata, 'correlationId'),
    ...Object.fromEntries(dataIds.map((name) => [name, at(data, name)])),
  };
  return Object.fromEntries(
    Object.entries(found).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && ID.test(entry[1]),
    ),
  );
};
