import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { isJsonObject, type JsonObject, parseExactJson } from '../../kernel/json.ts';

/** An event as rules see it and targets get it (EventBridge User Guide, "Event structure"). */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** RFC 3339 in UTC, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

export interface EntryFault {
  readonly code: string;
  readonly message: string;
}

/** "The total entry size must be less than 256KB" (User Guide, "Calculating PutEvents event entry size"). */
export const ENTRY_BYTES_LIMIT: number = 256 * 1024;

const bytes = (text: string | undefined): number => (text === undefined ? 0 : Buffer.byteLength(text));

/** "Calculating Amazon EventBridge PutEvents event entry size". */
export const entrySize = (entry: PutEventsRequestEntry): number =>
  (entry.Time === undefined ? 0 : 14) +
  bytes(entry.Source) +
  bytes(entry.DetailType) +
  bytes(entry.Detail) +
  (entry.Resources ?? []).reduce((sum, resource) => sum + bytes(resource), 0);

const parsedDetail = (text: string): JsonObject | undefined => {
  try {
    const detail = parseExactJson(text);
    return isJsonObject(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
};

const wholeSeconds = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z');

export interface EventPlace {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly now: number;
}

const faultOf = (entry: PutEventsRequestEntry, detail: JsonObject | undefined): EntryFault | undefined => {
  const missing = (['Source', 'DetailType', 'Detail'] as const).find(
    (name) => entry[name] === undefined || entry[name] === '',
  );
  if (missing !== undefined) {
    return {
      code: 'InvalidArgument',
      message: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  }
  if (entrySize(entry) >= ENTRY_BYTES_LIMIT) {
    return { code: 'InvalidArgument', message: 'Total size of the entries in the request is over the limit.' };
  }
  return detail === undefined ? { code: 'MalformedDetail', message: 'Detail is malformed.' } : undefined;
};

/** The event that an entry becomes, or what is wrong with the entry (API Reference, PutEvents, PutEventsResultEntry). */
export const eventOf = (
  entry: PutEventsRequestEntry,
  place: EventPlace,
): { readonly event: BusEvent } | { readonly fault: EntryFault } => {
  const detail = parsedDetail(entry.Detail ?? '');
  const fault = faultOf(entry, detail);
  if (fault !== undefined) return { fault };
  return {
    event: {
      version: '0',
      id: place.id,
      'detail-type': entry.DetailType ?? '',
      source: entry.Source ?? '',
      account: place.account,
      time: wholeSeconds(entry.Time ?? new Date(place.now)),
      region: place.region,
      resources: entry.Resources ?? [],
      detail: detail ?? {},
    },
  };
};
