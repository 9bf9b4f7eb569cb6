import type {
  CopyObjectOutput,
  CopyObjectRequest,
  DeleteObjectOutput,
  DeleteObjectRequest,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  PutObjectOutput,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../kernel/errors.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { bucketArn } from './bucket.ts';
import { crc32Of, etagOf, verifyChecksums } from './checksum.ts';
import { checkWrite } from './conditions.ts';
import { checkKey, type ObjectHead } from './object.ts';
import {
  bytesOf,
  headersOf,
  noSuchKey,
  noteCreated,
  onObject,
  type PutObjectInput,
  refuseVersion,
  type Shelves,
} from './shelves.ts';

/** Synchronous from first to last: another service's call writes the object in its own transaction. */
const putObject = (shelves: Shelves): Operation<PutObjectInput, PutObjectOutput> => ({
  needs: (input) => [onObject('PutObject', input)],
  run(input) {
    const { kernel, buckets, objects } = shelves;
    const bucket = buckets.expect(input.Bucket).name;
    const key = checkKey(input.Key);
    checkWrite(objects.head(bucket, key), input);
    const bytes = bytesOf(input.Body);
    verifyChecksums(input, bytes);
    const head: ObjectHead = {
      etag: etagOf(bytes),
      size: bytes.length,
      modifiedAt: kernel.clock.now(),
      crc32: crc32Of(bytes),
      metadata: input.Metadata ?? {},
      headers: headersOf(input),
    };
    objects.write({ bucket, key, blob: `s3/${kernel.identity.hex(32)}` }, head, bytes);
    noteCreated(shelves, bucket, key, bytes.length);
    return { ETag: head.etag, ChecksumCRC32: head.crc32, ChecksumType: 'FULL_OBJECT' };
  },
});

const deleteOne = ({ kernel, objects }: Shelves, bucket: string, key: string): void => {
  if (!objects.delete(bucket, key)) return;
  kernel.activity.note({ service: 's3', action: 'ObjectDeleted', resource: `${bucketArn(bucket)}/${key}` });
};

const deleteObject = (shelves: Shelves): Operation<DeleteObjectRequest, DeleteObjectOutput> => ({
  needs: (input) => [onObject('DeleteObject', input)],
  run(input) {
    refuseVersion(input.VersionId);
    deleteOne(shelves, shelves.buckets.expect(input.Bucket).name, checkKey(input.Key));
    return {};
  },
});

const deleteObjects = (shelves: Shelves): Operation<DeleteObjectsRequest, DeleteObjectsOutput> => ({
  needs: ({ Bucket, Delete }) => (Delete?.Objects ?? []).map(({ Key }) => onObject('DeleteObject', { Bucket, Key })),
  run(input) {
    const bucket = shelves.buckets.expect(input.Bucket).name;
    const named = input.Delete?.Objects ?? [];
    if (named.length > 1000) throw new AwsError('MalformedXML', 'At most 1000 keys can be deleted in one request.');
    for (const { VersionId } of named) refuseVersion(VersionId);
    const keys = named.map(({ Key }) => checkKey(Key));
    for (const key of keys) deleteOne(shelves, bucket, key);
    return input.Delete?.Quiet === true ? {} : { Deleted: keys.map((Key) => ({ Key })) };
  },
});

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidArgument', 'The copy source is not percent-encoded as URLs are.');
  }
};

const sourceOf = (source: string | undefined): { readonly bucket: string; readonly key: string } => {
  const [, bucket, key] = /^\/?([^/]+)\/([^?]+)/.exec(source ?? '') ?? [];
  if (bucket === undefined || key === undefined)
    throw new AwsError('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  return { bucket, key: decoded(key) };
};

const copyObject = (shelves: Shelves): Operation<CopyObjectRequest, CopyObjectOutput> => ({
  needs(input) {
    const { bucket, key } = sourceOf(input.CopySource);
    return [onObject('GetObject', { Bucket: bucket, Key: key }), onObject('PutObject', input)];
  },
  run(input) {
    const { kernel, buckets, objects } = shelves;
    const { bucket, key } = sourceOf(input.CopySource);
    const found = objects.read(buckets.expect(bucket).name, key);
    if (found === undefined) throw noSuchKey();
    const target = { bucket: buckets.expect(input.Bucket).name, key: checkKey(input.Key) };
    const replaced =
      input.MetadataDirective === 'REPLACE' ? { metadata: input.Metadata ?? {}, headers: headersOf(input) } : {};
    const head: ObjectHead = { ...found.head, ...replaced, modifiedAt: kernel.clock.now(), etag: etagOf(found.bytes) };
    objects.write({ ...target, blob: `s3/${kernel.identity.hex(32)}` }, head, found.bytes);
    noteCreated(shelves, target.bucket, target.key, head.size);
    return { CopyObjectResult: { ETag: head.etag, LastModified: new Date(head.modifiedAt) } };
  },
});

export const objectWrites = (shelves: Shelves): Readonly<Record<string, AnyOperation>> => ({
  PutObject: putObject(shelves),
  DeleteObject: deleteObject(shelves),
  DeleteObjects: deleteObjects(shelves),
  CopyObject: copyObject(shelves),
});
