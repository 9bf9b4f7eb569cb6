import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';

/** The code point after the last: behind every key that starts with what stands before it. */
const ABOVE = '\u{10ffff}';

/** What an object is besides its bytes. Members are named as in `HeadObject`'s answer. */
export interface ObjectHead {
  readonly etag: string;
  readonly size: number;
  readonly modifiedAt: number;
  readonly crc32: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: ObjectHeaders;
}

/** The system metadata that a writer sets and every reader gets back. */
export interface ObjectHeaders {
  readonly ContentType?: string;
  readonly ContentEncoding?: string;
  readonly ContentDisposition?: string;
  readonly ContentLanguage?: string;
  readonly CacheControl?: string;
}

interface ObjectRow extends ObjectHead {
  /** Where the bytes lie in the journal's blobs. */
  readonly blob: string;
}

/** An object as a listing shows it. */
export interface ListedObject extends ObjectHead {
  readonly key: string;
}

interface ObjectsRange {
  readonly prefix: string;
  readonly after: string;
  readonly limit: number;
}

/** The objects of all buckets. */
export interface Objects {
  head(bucket: string, key: string): ObjectHead | undefined;
  read(bucket: string, key: string): { readonly head: ObjectHead; readonly bytes: Uint8Array } | undefined;
  /** Replaces what was there. `blob` names the bytes: an id that was never used. */
  write(
    place: { readonly bucket: string; readonly key: string; readonly blob: string },
    head: ObjectHead,
    bytes: Uint8Array,
  ): void;
  delete(bucket: string, key: string): boolean;
  /** In the order of the keys' UTF-8 bytes, as S3 lists them. */
  scan(bucket: string, range: ObjectsRange): readonly ListedObject[];
  isEmpty(bucket: string): boolean;
}

/** Behind every key that starts with `prefix`: where a listing goes on after a common prefix. */
export const afterPrefix = (prefix: string): string => prefix + ABOVE;

const rowKey = (bucket: string, key: string): string => `${bucket}/${key}`;

/** Object keys (Amazon S3 User Guide, "Naming Amazon S3 objects"): at most 1,024 bytes of UTF-8. */
export const checkKey = (key: string | undefined): string => {
  if (key === undefined || key === '') throw new AwsError('InvalidRequest', 'An object key is missing.');
  if (Buffer.byteLength(key) <= 1024) return key;
  throw new AwsError('KeyTooLongError', 'Your key is too long');
};

/** The objects that a journal holds. */
export const objectsIn = (journal: Journal): Objects => {
  const table = journal.table<ObjectRow>('s3_objects');
  const { blobs } = journal;
  const drop = (bucket: string, key: string): boolean => {
    const row = table.get(rowKey(bucket, key));
    if (row === undefined) return false;
    blobs.delete(row.blob);
    return table.delete(rowKey(bucket, key));
  };
  return {
    head: (bucket, key) => table.get(rowKey(bucket, key)),
    read(bucket, key) {
      const head = table.get(rowKey(bucket, key));
      return head === undefined ? undefined : { head, bytes: blobs.get(head.blob) ?? new Uint8Array() };
    },
    write({ bucket, key, blob }, head, bytes) {
      drop(bucket, key);
      blobs.put(blob, bytes);
      table.put(rowKey(bucket, key), { ...head, blob });
    },
    delete: drop,
    scan: (bucket, { prefix, after, limit }) =>
      table
        .scan({ prefix: rowKey(bucket, prefix), after: rowKey(bucket, after), limit })
        .map(([row, head]) => ({ ...head, key: row.slice(bucket.length + 1) })),
    isEmpty: (bucket) => table.scan({ prefix: rowKey(bucket, ''), limit: 1 }).length === 0,
  };
};
