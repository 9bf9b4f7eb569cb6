import { gunzipSync, gzipSync } from 'node:zlib';
import { isObject, objectAt } from '@carillon/catalog/json';
import { concerns } from './person.ts';

/** An object's lines, parted by whether they concern a person. */
export interface Parted {
  readonly hit: readonly string[];
  readonly kept: readonly string[];
  readonly isGzip: boolean;
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** The key of an archived event's claim, where its large data lie. */
const claimOf = (event: unknown): string | undefined => {
  const { claim } = objectAt(objectAt(event, 'detail'), 'metadata');
  return isObject(claim) && typeof claim.key === 'string' ? claim.key : undefined;
};

/** A line that is no JSON cannot be looked into: it goes when it holds the id anywhere. */
const isHit = (line: string, { id, claims }: Wanted): boolean => {
  const value = parsed(line);
  return value === undefined ? line.includes(id) : concerns(value, id) || claims.has(claimOf(value) ?? '');
};

/** Whose lines are looked for: what concerns the person, and events whose claim does. */
export interface Wanted {
  readonly id: string;
  readonly claims: ReadonlySet<string>;
}

/** NDJSON, plain or gzip. @throws Error when it says that it is gzip and is not */
export const parted = (bytes: Uint8Array, wanted: Wanted): Parted => {
  const text = (isGzip(bytes) ? gunzipSync(bytes) : Buffer.from(bytes)).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const { hit = [], kept = [] } = Object.groupBy(lines, (line) => (isHit(line, wanted) ? 'hit' : 'kept'));
  return { hit, kept, isGzip: isGzip(bytes) };
};

/** The object again, without what was hit. */
export const rest = ({ kept, isGzip: packed }: Parted): Uint8Array => {
  const text = kept.map((line) => `${line}\n`).join('');
  return packed ? gzipSync(text) : Buffer.from(text);
};
