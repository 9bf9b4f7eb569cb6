/** The ids that lead from an event to its run and its notices. */
export interface Correlation {
  readonly eventId?: string;
  readonly correlationId?: string;
  readonly runId?: string;
}

/** Ids of ours, and nothing that a person could have written. */
const ID = /^[\w.:/#-]{1,128}$/;

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

const id = (value: unknown): string | undefined => (typeof value === 'string' && ID.test(value) ? value : undefined);

/** As many ids as a detail has, valid or not: a line about a bad event needs them most. */
export const correlationOf = (detail: unknown): Correlation & Readonly<Record<string, string>> => {
  const [metadata, data] = [at(detail, 'metadata'), at(detail, 'data')];
  const found = {
    eventId: id(at(metadata, 'id')),
    correlationId: id(at(metadata, 'correlationId')),
    runId: id(at(data, 'runId')),
  };
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined));
};
