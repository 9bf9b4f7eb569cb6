import type { Journal } from '../../kernel/journal.ts';
import { type FhirResource, stamp } from './fhir-resource.ts';

export interface Place {
  readonly datastoreId: string;
  readonly type: string;
  readonly id: string;
}

/** One version of a resource. `text` is its JSON with id and meta, as it is read and exported. */
export interface Version {
  readonly v: number;
  readonly at: number;
  readonly text: string;
}

interface Tombstone {
  readonly v: number;
  readonly at: number;
}

export interface Changed {
  readonly type: string;
  readonly id: string;
  readonly at: number;
}

export interface ResourceStore {
  read(place: Place): Version | undefined;
  /** The version with this number, also when it is not the current one. */
  version(place: Place, v: number): Version | undefined;
  /** Whether it was there and was deleted. */
  deleted(place: Place): Tombstone | undefined;
  /** Writes the next version. */
  write(place: Place, resource: FhirResource, now: number): Version;
  delete(place: Place, now: number): boolean;
  /** All versions, the newest first. */
  history(place: Place): readonly Version[];
  /** Resources of a type in the order of their ids. */
  page(
    datastoreId: string,
    type: string,
    range: { readonly after: string; readonly limit: number },
  ): readonly (readonly [id: string, version: Version])[];
  count(datastoreId: string, type: string): number;
  /** What was changed last in [from, before), in the order of time. */
  changed(datastoreId: string, from: number, before?: number): readonly Changed[];
  removeAll(datastoreId: string): void;
}

const digits = (value: number): string => String(Math.max(0, value)).padStart(15, '0');
const keyOf = ({ datastoreId, type, id }: Place): string => `${datastoreId}/${type}/${id}`;

export const resourceStoreIn = (journal: Journal): ResourceStore => {
  const live = journal.table<Version>('healthlake_resources');
  const earlier = journal.table<Version>('healthlake_versions');
  const tombstones = journal.table<Tombstone>('healthlake_tombstones');
  const byTime = journal.table<0>('healthlake_by_time');
  const timeKey = ({ datastoreId, type, id }: Place, at: number): string =>
    `${datastoreId}/${digits(at)}/${type}/${id}`;

  /** The current version becomes an earlier one. */
  const retire = (place: Place, current: Version): void => {
    earlier.put(`${keyOf(place)}/${digits(current.v)}`, current);
    byTime.delete(timeKey(place, current.at));
  };

  return {
    read: (place) => live.get(keyOf(place)),
    version(place, v) {
      const current = live.get(keyOf(place));
      return current?.v === v ? current : earlier.get(`${keyOf(place)}/${digits(v)}`);
    },
    deleted: (place) => tombstones.get(keyOf(place)),
    write(place, resource, now) {
      const key = keyOf(place);
      const current = live.get(key);
      const buried = current === undefined ? tombstones.get(key) : undefined;
      const v = (current?.v ?? buried?.v ?? 0) + 1;
      if (current !== undefined) retire(place, current);
      if (buried !== undefined) tombstones.delete(key);
      const version = { v, at: now, text: stamp(resource, place.id, String(v), new Date(now).toISOString()) };
      live.put(key, version);
      byTime.put(timeKey(place, now), 0);
      return version;
    },
    delete(place, now) {
      const key = keyOf(place);
      const current = live.get(key);
      if (current === undefined) return false;
      retire(place, current);
      live.delete(key);
      tombstones.put(key, { v: current.v + 1, at: now });
      return true;
    },
    history(place) {
      const current = live.get(keyOf(place));
      const before = earlier.scan({ prefix: `${keyOf(place)}/`, reverse: true }).map(([, version]) => version);
      return current === undefined ? before : [current, ...before];
    },
    page(datastoreId, type, { after, limit }) {
      const prefix = `${datastoreId}/${type}/`;
      return live
        .scan({ prefix, after: `${prefix}${after}`, limit })
        .map(([key, version]) => [key.slice(prefix.length), version] as const);
    },
    count: (datastoreId, type) => live.count(`${datastoreId}/${type}/`),
    changed(datastoreId, from, before = Number.MAX_SAFE_INTEGER) {
      const prefix = `${datastoreId}/`;
      // No earlier than `from`: the key of that instant itself sorts below everything that follows it.
      const after = `${prefix}${digits(Math.ceil(from))}`;
      const upTo = before >= 1e15 ? {} : { before: `${prefix}${digits(Math.ceil(before))}` };
      return byTime.scan({ prefix, after, ...upTo }).map(([key]) => {
        const [, at = '', type = '', id = ''] = key.split('/');
        return { at: Number(at), type, id };
      });
    },
    removeAll(datastoreId) {
      for (const table of [live, earlier, tombstones, byTime]) {
        for (let batch = table.scan({ prefix: `${datastoreId}/`, limit: 1000 }); batch.length > 0; ) {
          for (const [key] of batch) table.delete(key);
          batch = table.scan({ prefix: `${datastoreId}/`, limit: 1000 });
        }
      }
    },
  };
};
