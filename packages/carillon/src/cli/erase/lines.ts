import { gunzipSync, gzipSync } from 'node:zlib';
import { isObject, objectAt } from '@carillon/catalog/json';
import { concerns, type Wanted } from './subject.ts';

/** An object's lines, divided by whether they concern the subject. */
export interface Divided {
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

/** Whose lines are looked for: what concerns the subject, and events whose claim does. */
export interface WantedLines extends Wanted {
  readonly claims: ReadonlySet<string>;
}

/** A line that is not JSON cannot be looked into: it goes when it holds the subject's value anywhere. */
const isHit = (line: string, wanted: WantedLines): boolean => {
  const value = parsed(line);
  if (value === undefined) return line.includes(wanted.subject.value);
  return concerns(value, wanted) || wanted.claims.has(claimOf(value) ?? '');
};

/** NDJSON, plain or gzip. @throws Error it begins like gzip and cannot be unpacked */
export const divided = (bytes: Uint8Array, wanted: WantedLines): Divided => {
  const text = (isGzip(bytes) ? gunzipSync(bytes) : Buffer.from(bytes)).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const { hit = [], kept = [] } = Object.groupBy(lines, (line) => (isHit(line, wanted) ? 'hit' : 'kept'));
  return { hit, kept, isGzip: isGzip(bytes) };
};

/** The object again, without what was hit. */
export const rest = ({ kept, isGzip: packed }: Divided): Uint8Array => {
  const text = kept.map((line) => `${line}\n`).join('');
  return packed ? gzipSync(text) : Buffer.from(text);
};
