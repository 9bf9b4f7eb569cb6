import { AwsError } from '../../kernel/errors.ts';
import type { ObjectHead } from './object.ts';

export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

const bare = (etag: string): string => etag.trim().replace(/^W\//, '').replaceAll('"', '');

const names = (condition: string, etag: string): boolean =>
  condition.trim() === '*' || condition.split(',').some((each) => bare(each) === bare(etag));

const failed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    members: { Condition: condition },
  });

/** HTTP dates have whole seconds. */
const wholeSeconds = (instant: number): number => Math.floor(instant / 1000) * 1000;

/** RFC 9110 section 13.2.2: If-Match before If-Unmodified-Since, If-None-Match before If-Modified-Since. */
export const checkRead = (head: ObjectHead, conditions: ReadConditions): void => {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  const modified = wholeSeconds(head.modifiedAt);
  if (IfMatch !== undefined) {
    if (!names(IfMatch, head.etag)) throw failed('If-Match');
  } else if (IfUnmodifiedSince !== undefined && modified > IfUnmodifiedSince.getTime())
    throw failed('If-Unmodified-Since');
  const unchanged =
    IfNoneMatch === undefined
      ? IfModifiedSince !== undefined && modified <= IfModifiedSince.getTime()
      : names(IfNoneMatch, head.etag);
  if (unchanged) throw new AwsError('NotModified', 'Not Modified', { status: 304 });
};

/** Amazon S3 User Guide, "Conditional writes": `If-None-Match: *` writes only what is not there, `If-Match` only what is known. */
export const checkWrite = (head: ObjectHead | undefined, { IfMatch, IfNoneMatch }: WriteConditions): void => {
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch.trim() !== '*')
      throw new AwsError('NotImplemented', 'If-None-Match on a write takes * only.', { status: 501 });
    if (head !== undefined) throw failed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (head === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
  if (!names(IfMatch, head.etag)) throw failed('If-Match');
};

export interface ByteRange {
  readonly start: number;
  /** Inclusive, as in Content-Range. */
  readonly end: number;
}

/**
 * One range of RFC 9110 section 14.1.2. A header that is none, or that has several, is ignored, as S3 does.
 * @throws AwsError InvalidRange when no byte of the object lies in it.
 */
export const rangeOf = (header: string | undefined, size: number): ByteRange | undefined => {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start < size && start <= end) return { start, end };
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
};
