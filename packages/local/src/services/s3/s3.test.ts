import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { s3 } from './service.ts';

let kernel: TestKernel;
const call = <O>(operation: string, input: object): Promise<O> =>
  kernel.operations.call('s3', operation, { Bucket: 'b', ...input }, { caller: 'root', requestId: 'r' }) as Promise<O>;
const put = (Key: string, Body = 'x', more: object = {}): Promise<{ ETag: string }> =>
  call('PutObject', { Key, Body, ...more });
const text = (found: { Body: Uint8Array }): string => Buffer.from(found.Body).toString();

beforeEach(() => {
  kernel = testKernel();
  kernel.add(s3).resources['AWS::S3::Bucket']?.declare(declared('B', { BucketName: 'b-1' }));
  return call('CreateBucket', { Bucket: 'bucket' });
});

const inBucket = <O>(operation: string, input: object): Promise<O> => call(operation, { Bucket: 'bucket', ...input });

describe('an object', () => {
  it('comes back with its bytes, headers, metadata and the MD5 as its entity tag', async () => {
    const body = Buffer.from('hello');
    const given = { ContentType: 'text/plain', ContentEncoding: 'aws-chunked,gzip', Metadata: { who: 'me' } };
    const { ETag } = await put('k', 'hello', { Bucket: 'bucket', ...given });
    expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    const found = await inBucket<{ Body: Uint8Array }>('GetObject', { Key: 'k', ChecksumMode: 'ENABLED' });
    expect(found).toMatchObject({
      ContentType: 'text/plain',
      ContentEncoding: 'gzip',
      Metadata: { who: 'me' },
      ContentLength: 5,
      ChecksumCRC32: 'NhCmhg==',
    });
    expect(text(found)).toBe('hello');
  });

  it.each([
    ['bytes=0-1', 'he', 'bytes 0-1/5'],
    ['bytes=3-', 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=1-99', 'ello', 'bytes 1-4/5'],
    ['bytes=0-1,3-4', 'hello', undefined],
  ])('gives the range %s', async (Range, expected, contentRange) => {
    await put('k', 'hello', { Bucket: 'bucket' });
    const found = await inBucket<{ Body: Uint8Array; ContentRange?: string }>('GetObject', { Key: 'k', Range });
    expect([text(found), found.ContentRange]).toEqual([expected, contentRange]);
  });

  it.each([
    ['GetObject', { Key: 'none' }, 'NoSuchKey', 404],
    ['GetObject', { Key: 'k', Range: 'bytes=5-' }, 'InvalidRange', 416],
    ['GetObject', { Key: 'k', IfMatch: '"other"' }, 'PreconditionFailed', 412],
    ['GetObject', { Key: 'k', IfNoneMatch: '"5d41402abc4b2a76b9719d911017c592"' }, 'NotModified', 304],
    ['HeadObject', { Key: 'none' }, 'NotFound', 404],
    ['GetObject', { Key: 'k', VersionId: '3' }, 'NotImplemented', 501],
    ['PutObject', { Key: 'k', IfNoneMatch: '*' }, 'PreconditionFailed', 412],
    ['PutObject', { Key: 'new', IfMatch: '"x"' }, 'NoSuchKey', 404],
    ['PutObject', { Key: 'k', Body: 'x', ContentMD5: 'AAAA' }, 'BadDigest', 400],
    ['PutObject', { Key: 'k', ChecksumCRC32C: 'AAAA' }, 'NotImplemented', 501],
    ['PutObject', { Bucket: 'none', Key: 'k' }, 'NoSuchBucket', 404],
    ['PutObject', { Key: 'k'.repeat(1025) }, 'KeyTooLongError', 400],
  ])('%s %j is refused: %s', async (operation, input, code, status) => {
    await put('k', 'hello', { Bucket: 'bucket' });
    await expect(inBucket(operation, input)).rejects.toMatchObject({ code, status });
  });

  it('has one version, as in a bucket without versioning, which can be read and deleted by its name', async () => {
    for (const key of ['a/1', 'a/2', 'b']) await put(key, 'hello', { Bucket: 'bucket' });
    type Page = { Versions: { Key: string }[]; NextKeyMarker?: string; NextVersionIdMarker?: string };
    const first = await inBucket<Page>('ListObjectVersions', { Prefix: 'a/', MaxKeys: 1 });
    expect(first).toMatchObject({
      IsTruncated: true,
      NextVersionIdMarker: 'null',
      Versions: [{ Key: 'a/1', VersionId: 'null', IsLatest: true }],
    });
    const rest = await inBucket<Page>('ListObjectVersions', { Prefix: 'a/', KeyMarker: first.NextKeyMarker });
    expect(rest).toMatchObject({ IsTruncated: false, Versions: [{ Key: 'a/2' }] });
    expect(text(await inBucket('GetObject', { Key: 'b', VersionId: 'null' }))).toBe('hello');
    await inBucket('DeleteObject', { Key: 'b', VersionId: 'null' });
    await expect(inBucket('GetObject', { Key: 'b' })).rejects.toMatchObject({ code: 'NoSuchKey' });
    await expect(inBucket('ListObjectVersions', { Delimiter: '/' })).rejects.toMatchObject({ status: 501 });
  });

  it('is written once when two writers ask for If-None-Match *', async () => {
    const once = { Bucket: 'bucket', IfNoneMatch: '*' };
    const both = await Promise.allSettled([put('k', 'one', once), put('k', 'two', once)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('leaves no bytes behind when it is replaced, copied over or deleted', async () => {
    const blobs = new Set<string>();
    const { put: write, delete: drop } = kernel.journal.blobs;
    Object.assign(kernel.journal.blobs, {
      put: (id: string, bytes: Uint8Array) => {
        blobs.add(id);
        write(id, bytes);
      },
      delete: (id: string) => {
        blobs.delete(id);
        drop(id);
      },
    });
    for (const body of ['1', '2']) await put('k', body, { Bucket: 'bucket' });
    await inBucket('CopyObject', { Key: 'copy', CopySource: 'bucket/k' });
    expect(blobs.size).toBe(2);
    const gone = await inBucket('DeleteObjects', {
      Delete: { Objects: [{ Key: 'k' }, { Key: 'copy' }, { Key: 'no' }] },
    });
    expect(gone).toMatchObject({ Deleted: [{ Key: 'k' }, { Key: 'copy' }, { Key: 'no' }] });
    expect(blobs.size).toBe(0);
  });
});

interface Page {
  readonly Contents: readonly { readonly Key: string }[];
  readonly CommonPrefixes: readonly { readonly Prefix: string }[];
  readonly IsTruncated: boolean;
  readonly NextContinuationToken?: string;
}

const listAll = async (query: object): Promise<string[]> => {
  const seen: string[] = [];
  let token: string | undefined;
  do {
    const page: Page = await inBucket('ListObjectsV2', { ...query, ContinuationToken: token });
    seen.push(...page.Contents.map(({ Key }) => Key), ...page.CommonPrefixes.map(({ Prefix }) => Prefix));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return seen;
};

const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

describe('a listing', () => {
  it('goes in the order of UTF-8 bytes, rolls up at the delimiter and pages without loss, whatever the keys', async () => {
    const key = fc.stringMatching(/^[ab/é😀]{1,5}$/u);
    const shape = fc.record({
      keys: fc.uniqueArray(key, { maxLength: 25 }),
      Prefix: fc.constantFrom('', 'a', 'a/', 'b/é'),
      Delimiter: fc.constantFrom('', '/'),
      MaxKeys: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ keys, ...query }) => {
        for (const each of await listAll({})) await inBucket('DeleteObject', { Key: each });
        for (const each of keys) await put(each, '', { Bucket: 'bucket' });
        const rolled = keys
          .filter((each) => each.startsWith(query.Prefix))
          .map((each) => {
            const at = query.Delimiter === '' ? -1 : each.indexOf(query.Delimiter, query.Prefix.length);
            return at < 0 ? each : each.slice(0, at + 1);
          });
        const listed = await listAll(query);
        // A page gives objects and common prefixes apart: only without a delimiter is there one order to hold.
        if (query.Delimiter !== '') listed.sort(inBytes);
        expect(listed).toEqual([...new Set(rolled)].sort(inBytes));
      }),
      { numRuns: 60 },
    );
  });

  it('starts behind StartAfter', async () => {
    for (const each of ['a', 'b', 'c']) await put(each, '', { Bucket: 'bucket' });
    expect(await listAll({ StartAfter: 'a' })).toEqual(['b', 'c']);
  });
});

describe('a multipart upload', () => {
  it('joins the named parts and tags the object with the MD5 of their MD5s', async () => {
    const { UploadId } = await inBucket<{ UploadId: string }>('CreateMultipartUpload', { Key: 'big' });
    const bodies = ['a'.repeat(5 * 1024 * 1024), 'tail'];
    const Parts = await Promise.all(
      bodies.map(async (Body, index) => {
        const part = { Key: 'big', UploadId, PartNumber: index + 1 };
        return {
          PartNumber: index + 1,
          ETag: (await inBucket<{ ETag: string }>('UploadPart', { ...part, Body })).ETag,
        };
      }),
    );
    const done = await inBucket<{ ETag: string }>('CompleteMultipartUpload', {
      Key: 'big',
      UploadId,
      MultipartUpload: { Parts },
    });
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const found = await inBucket<{ Body: Uint8Array; ContentLength: number }>('GetObject', { Key: 'big' });
    expect([found.ContentLength, text(found).slice(-5)]).toEqual([5 * 1024 * 1024 + 4, 'atail']);
    await expect(inBucket('AbortMultipartUpload', { Key: 'big', UploadId })).rejects.toMatchObject({
      code: 'NoSuchUpload',
    });
  });

  it('is refused with a part that is too small, out of order, or not there', async () => {
    const { UploadId } = await inBucket<{ UploadId: string }>('CreateMultipartUpload', { Key: 'k' });
    const part = (PartNumber: number): Promise<{ ETag: string }> =>
      inBucket('UploadPart', { Key: 'k', UploadId, PartNumber, Body: 'small' });
    const [{ ETag }] = await Promise.all([part(1), part(2)]);
    const complete = (...numbers: number[]): Promise<unknown> =>
      inBucket('CompleteMultipartUpload', {
        Key: 'k',
        UploadId,
        MultipartUpload: { Parts: numbers.map((PartNumber) => ({ PartNumber, ETag })) },
      });
    await expect(complete(1, 2)).rejects.toMatchObject({ code: 'EntityTooSmall' });
    await expect(complete(2, 1)).rejects.toMatchObject({ code: 'InvalidPartOrder' });
    await expect(complete(3)).rejects.toMatchObject({ code: 'InvalidPart' });
  });
});

describe('a bucket', () => {
  it('of the template is there, with its ARN, keeps what it holds at the next start and goes only when empty', async () => {
    const type = s3(kernel).resources['AWS::S3::Bucket'];
    await put('k', 'x', { Bucket: 'b-1' });
    expect(type?.declare(declared('B', { BucketName: 'b-1' })).attributes.Arn).toBe('arn:aws:s3:::b-1');
    type?.remove?.('b-1');
    expect(await call('HeadObject', { Bucket: 'b-1', Key: 'k' })).toMatchObject({ ContentLength: 1 });
    await call('DeleteObject', { Bucket: 'b-1', Key: 'k' });
    type?.remove?.('b-1');
    await expect(call('HeadBucket', { Bucket: 'b-1' })).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('is refused a name that S3 would refuse', () => {
    const declare = s3(kernel).resources['AWS::S3::Bucket']?.declare;
    expect(() => declare?.(declared('B', { BucketName: 'Bad_Name' }))).toThrow('/BucketName');
  });
});
