import { afterPrefix, type ListedObject, type Objects } from './object.ts';

export interface ListQuery {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  /** Keys up to and with this one are left out. */
  readonly after: string;
  readonly limit: number;
}

export interface Listing {
  readonly objects: readonly ListedObject[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page goes on; absent when this was the last. */
  readonly next?: string;
}

/** The part of `key` up to and with the first delimiter behind the prefix. */
const commonPrefixOf = (key: string, { prefix, delimiter }: ListQuery): string | undefined => {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
};

/** With a delimiter a batch is often left at its first key: what was read beyond that was read in vain. */
const batchSize = ({ delimiter, limit }: ListQuery): number => (delimiter === '' ? Math.min(limit + 1, 1000) : 50);

/**
 * One page of `ListObjectsV2` (Amazon S3 User Guide, "Organizing objects using prefixes"): a common prefix counts as
 * one entry, and all keys below it are skipped in the store rather than read.
 */
export const listObjects = (store: Objects, query: ListQuery): Listing => {
  const objects: ListedObject[] = [];
  const commonPrefixes: string[] = [];
  const limit = batchSize(query);
  let cursor = query.after;
  for (;;) {
    const batch = store.scan(query.bucket, { prefix: query.prefix, after: cursor, limit });
    if (batch.length === 0) return { objects, commonPrefixes };
    for (const object of batch) {
      if (objects.length + commonPrefixes.length >= query.limit) return { objects, commonPrefixes, next: cursor };
      const common = commonPrefixOf(object.key, query);
      cursor = common === undefined ? object.key : afterPrefix(common);
      if (common === undefined) objects.push(object);
      else {
        commonPrefixes.push(common);
        break;
      }
    }
  }
};
