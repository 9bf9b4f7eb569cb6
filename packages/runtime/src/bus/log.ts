/** What the bus and its handlers count; a metric's name in CloudWatch, namespace Carillon, by service. */
export type Metric =
  | 'MessagesHandled'
  | 'MessagesFailed'
  | 'MessagesBuried'
  | 'EventsAnnounced'
  | 'RecordsPutAside'
  | 'RunsCompleted'
  | 'RunsFailed'
  | 'ResourcesPublished'
  | 'ResourcesRejected'
  | 'RecordsMisfiled';

/** What takes time, in seconds. */
export type Duration = 'StreamAge' | 'CallbackAge';

/**
 * What the bus and its handlers tell of themselves; {@link watching} gives the one that Powertools stands behind. Fields
 * hold ids and codes, never payloads.
 */
export interface BusLog {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
  /** Every line holds these from here on, until `resetKeys`. */
  appendKeys(fields: Readonly<Record<string, string>>): void;
  resetKeys(): void;
  count(metric: Metric, value: number): void;
  /** In seconds. */
  measure(metric: Duration, seconds: number): void;
}

const nothing = (): void => undefined;

export const silentLog: BusLog = {
  info: nothing,
  warn: nothing,
  error: nothing,
  appendKeys: nothing,
  resetKeys: nothing,
  count: nothing,
  measure: nothing,
};
