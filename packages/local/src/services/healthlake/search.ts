import { AwsError } from '../../kernel/errors.ts';
import { rangeOf } from './date-range.ts';
import { isId } from './fhir-resource.ts';
import type { ResourceStore, Version } from './resource-store.ts';

export interface SearchQuery {
  readonly datastoreId: string;
  readonly type: string;
  readonly ids: readonly string[] | undefined;
  readonly lastUpdated: readonly string[];
  readonly count: number;
  /** What `next` of the page before said. */
  readonly page: string | undefined;
}

export interface Found {
  readonly total: number;
  readonly entries: readonly (readonly [id: string, version: Version])[];
  readonly next: string | undefined;
}

const PARAMETERS = ['_id', '_lastUpdated', '_count', 'page', '_format'];

/** HealthLake Developer Guide, "Search parameters": ten results a page, a hundred at most. */
const DEFAULT_COUNT = 10;
const MOST = 100;

/** @throws AwsError ValidationException for a parameter that would otherwise be passed over. */
export const readQuery = (datastoreId: string, type: string, parameters: URLSearchParams): SearchQuery => {
  const unknown = [...parameters.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) {
    const mend = `The local HealthLake searches by ${PARAMETERS.join(', ')}.`;
    throw new AwsError('ValidationException', `The search parameter ${unknown} is not supported. ${mend}`);
  }
  const count = Number(parameters.get('_count') ?? DEFAULT_COUNT);
  if (!Number.isInteger(count) || count < 0) throw new AwsError('ValidationException', '_count is a whole number.');
  const ids = parameters.getAll('_id').flatMap((each) => each.split(','));
  return {
    datastoreId,
    type,
    ids: ids.length === 0 ? undefined : ids.filter(isId).sort(),
    lastUpdated: parameters.getAll('_lastUpdated'),
    count: Math.min(count, MOST),
    page: parameters.get('page') ?? undefined,
  };
};

const cursorOf = (page: string | undefined): string =>
  page === undefined ? '' : Buffer.from(page, 'base64url').toString();
const pageOf = (cursor: string): string => Buffer.from(cursor).toString('base64url');

type Entry = readonly [id: string, version: Version];

const pageThrough = (store: ResourceStore, ids: readonly string[], query: SearchQuery): Found => {
  const { datastoreId, type, count } = query;
  const after = cursorOf(query.page);
  const waiting = ids.filter((id) => id > after);
  const entries = waiting.slice(0, count).flatMap((id): readonly Entry[] => {
    const version = store.read({ datastoreId, type, id });
    return version === undefined ? [] : [[id, version]];
  });
  const last = waiting[count - 1];
  return { total: ids.length, entries, next: waiting.length > count && last !== undefined ? pageOf(last) : undefined };
};

/** The resources of one type, in the order of their ids. */
export const search = (store: ResourceStore, query: SearchQuery): Found => {
  const { datastoreId, type, ids, lastUpdated, count, page } = query;
  if (ids !== undefined || lastUpdated.length > 0) {
    const { from, before } = rangeOf(lastUpdated);
    const named = ids === undefined ? undefined : new Set(ids);
    const changed = store
      .changed(datastoreId, from, before)
      .filter((each) => each.type === type && named?.has(each.id) !== false);
    return pageThrough(store, changed.map(({ id }) => id).sort(), query);
  }
  const found = store.page(datastoreId, type, { after: cursorOf(page), limit: count + 1 });
  const entries = found.slice(0, count);
  const last = entries.at(-1)?.[0];
  const next = found.length > count && last !== undefined ? pageOf(last) : undefined;
  return { total: store.count(datastoreId, type), entries, next };
};
