import type {
  GetObjectOutput,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../kernel/errors.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { bucketArn } from './bucket.ts';
import { checkRead, rangeOf } from './conditions.ts';
import { listObjects } from './list.ts';
import { checkKey, type ObjectHead } from './object.ts';
import { noSuchKey, onObject, refuseVersion, type Shelves } from './shelves.ts';

const described = (head: ObjectHead): Omit<GetObjectOutput, 'Body'> => ({
  AcceptRanges: 'bytes',
  LastModified: new Date(head.modifiedAt),
  ETag: head.etag,
  Metadata: { ...head.metadata },
  ...head.headers,
});

const getObject = ({
  buckets,
  objects,
}: Shelves): Operation<GetObjectRequest, Omit<GetObjectOutput, 'Body'> & { readonly Body: Uint8Array }> => ({
  needs: (input) => [onObject('GetObject', input)],
  run(input) {
    refuseVersion(input.VersionId);
    const found = objects.read(buckets.expect(input.Bucket).name, checkKey(input.Key));
    if (found === undefined) throw noSuchKey();
    checkRead(found.head, input);
    const { head, bytes } = found;
    const range = rangeOf(input.Range, head.size);
    if (range === undefined) {
      const checksum =
        input.ChecksumMode === 'ENABLED' && head.crc32 !== undefined ? { ChecksumCRC32: head.crc32 } : {};
      return { ...described(head), ...checksum, ContentLength: head.size, Body: bytes };
    }
    const { start, end } = range;
    const ContentRange = `bytes ${start}-${end}/${head.size}`;
    return { ...described(head), ContentRange, ContentLength: end - start + 1, Body: bytes.subarray(start, end + 1) };
  },
});

const headObject = ({ buckets, objects }: Shelves): Operation<HeadObjectRequest, HeadObjectOutput> => ({
  needs: (input) => [onObject('GetObject', input)],
  run(input) {
    refuseVersion(input.VersionId);
    const head = objects.head(buckets.expect(input.Bucket).name, checkKey(input.Key));
    // An answer to HEAD has no body that could name the error (API Reference, HeadObject).
    if (head === undefined) throw new AwsError('NotFound', 'Not Found', { status: 404 });
    checkRead(head, input);
    const checksum = input.ChecksumMode === 'ENABLED' && head.crc32 !== undefined ? { ChecksumCRC32: head.crc32 } : {};
    return { ...described(head), ...checksum, ContentLength: head.size };
  },
});

/** A page has 1,000 keys at the most, whatever is asked for. @throws AwsError InvalidArgument */
const pageSize = (asked = 1000): number => {
  if (Number.isInteger(asked) && asked >= 0) return Math.min(asked, 1000);
  throw new AwsError('InvalidArgument', 'Argument max-keys must be an integer between 0 and 2147483647');
};

/** A token is opaque; ours is the key behind which the listing goes on. */
const tokenOf = (cursor: string): string => Buffer.from(cursor).toString('base64url');
const cursorOf = (token: string): string => Buffer.from(token, 'base64url').toString();

const listObjectsV2 = ({ buckets, objects }: Shelves): Operation<ListObjectsV2Request, ListObjectsV2Output> => ({
  needs: (input) => [{ action: 's3:ListBucket', resource: bucketArn(input.Bucket ?? '') }],
  run(input) {
    const bucket = buckets.expect(input.Bucket).name;
    const { Prefix = '', Delimiter = '', StartAfter = '', ContinuationToken } = input;
    const limit = pageSize(input.MaxKeys);
    const after = ContinuationToken === undefined ? StartAfter : cursorOf(ContinuationToken);
    const page = listObjects(objects, { bucket, prefix: Prefix, delimiter: Delimiter, after, limit });
    const written = (text: string): string => (input.EncodingType === 'url' ? encodeURIComponent(text) : text);
    return {
      Name: bucket,
      Prefix: written(Prefix),
      ...(Delimiter === '' ? {} : { Delimiter: written(Delimiter) }),
      ...(input.StartAfter === undefined ? {} : { StartAfter: written(input.StartAfter) }),
      ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      ...(page.next === undefined ? {} : { NextContinuationToken: tokenOf(page.next) }),
      MaxKeys: limit,
      KeyCount: page.objects.length + page.commonPrefixes.length,
      IsTruncated: page.next !== undefined,
      CommonPrefixes: page.commonPrefixes.map((each) => ({ Prefix: written(each) })),
      Contents: page.objects.map(({ key, etag, size, modifiedAt }) => ({
        Key: written(key),
        ETag: etag,
        Size: size,
        LastModified: new Date(modifiedAt),
        StorageClass: 'STANDARD',
      })),
    };
  },
});

/**
 * API Reference, ListObjectVersions: of a bucket without versioning every object is listed with the version `null`, and
 * that is what is true here, where the current version alone is kept.
 */
const listObjectVersions = ({
  buckets,
  objects,
}: Shelves): Operation<ListObjectVersionsRequest, ListObjectVersionsOutput> => ({
  needs: (input) => [{ action: 's3:ListBucketVersions', resource: bucketArn(input.Bucket ?? '') }],
  run(input) {
    const bucket = buckets.expect(input.Bucket).name;
    if (input.Delimiter !== undefined)
      throw new AwsError('NotImplemented', 'The local s3 lists versions without a Delimiter.', { status: 501 });
    const { Prefix = '', KeyMarker = '' } = input;
    const limit = pageSize(input.MaxKeys);
    const page = listObjects(objects, { bucket, prefix: Prefix, delimiter: '', after: KeyMarker, limit });
    const written = (text: string): string => (input.EncodingType === 'url' ? encodeURIComponent(text) : text);
    return {
      Name: bucket,
      Prefix: written(Prefix),
      KeyMarker: written(KeyMarker),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      ...(page.next === undefined ? {} : { NextKeyMarker: written(page.next), NextVersionIdMarker: 'null' }),
      MaxKeys: limit,
      IsTruncated: page.next !== undefined,
      Versions: page.objects.map(({ key, etag, size, modifiedAt }) => ({
        Key: written(key),
        VersionId: 'null',
        IsLatest: true,
        ETag: etag,
        Size: size,
        LastModified: new Date(modifiedAt),
        StorageClass: 'STANDARD',
      })),
    };
  },
});

export const objectReads = (shelves: Shelves): Readonly<Record<string, AnyOperation>> => ({
  GetObject: getObject(shelves),
  HeadObject: headObject(shelves),
  ListObjectsV2: listObjectsV2(shelves),
  ListObjectVersions: listObjectVersions(shelves),
});
