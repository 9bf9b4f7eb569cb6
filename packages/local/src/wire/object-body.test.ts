import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { objectBody } from './object-body.ts';

const body = async (raw: string, headers: Readonly<Record<string, string>>, target = '/b/k'): Promise<string> => {
  const method = target.includes('?') ? 'POST' : 'PUT';
  const url = new URL(`http://127.0.0.1${target}`);
  const read = await objectBody({ method, url, path: '/b/k', headers, body: Buffer.from(raw) });
  return Buffer.from(read.body).toString();
};
const refusal = async (raw: string, headers: Readonly<Record<string, string>>, target?: string): Promise<string> =>
  body(raw, headers, target).then(
    () => 'accepted',
    (error: { readonly code: string }) => error.code,
  );

const UNSIGNED = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'content-encoding': 'aws-chunked' };
const streamed = (length: number, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  ...UNSIGNED,
  'x-amz-decoded-content-length': String(length),
  ...more,
});
const HELLO = '5\r\nhello\r\n0\r\n\r\n';
const CRC32_HELLO = 'NhCmhg==';

describe('a body in chunks', () => {
  it('is put together, with or without signatures and trailers', async () => {
    expect(await body(HELLO, streamed(5))).toBe('hello');
    const signed = '3;chunk-signature=ab\r\nhel\r\n2;chunk-signature=cd\r\nlo\r\n0;chunk-signature=ef\r\n\r\n';
    expect(await body(signed, streamed(5))).toBe('hello');
    const trailer = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
    expect(await body(`5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${CRC32_HELLO}\r\n\r\n`, streamed(5, trailer))).toBe(
      'hello',
    );
  });

  it('is recognized by the payload hash alone, as older clients send it', async () => {
    const headers = {
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': '5',
    };
    expect(await body(HELLO, headers)).toBe('hello');
  });

  it.each([
    ['that ends within a chunk', '5\r\nhel', 5, 'IncompleteBody'],
    ['without a last chunk', '5\r\nhello\r\n', 5, 'IncompleteBody'],
    ['without an end of its trailers', '5\r\nhello\r\n0\r\n', 5, 'IncompleteBody'],
    ['of an invalid length', 'zz\r\nhello\r\n0\r\n\r\n', 5, 'IncompleteBody'],
    ['with a chunk that is longer than it says', '4\r\nhello\r\n0\r\n\r\n', 4, 'IncompleteBody'],
    ['of another length than was announced', HELLO, 1000, 'IncompleteBody'],
    ['with more behind its end', `${HELLO}more`, 5, 'IncompleteBody'],
    ['that is empty', '', 5, 'IncompleteBody'],
  ])('%s is refused', async (_what, raw, length, code) => {
    expect(await refusal(raw, streamed(length))).toBe(code);
  });

  it('is refused when its length is not announced', async () => {
    expect(await refusal(HELLO, UNSIGNED)).toBe('MissingContentLength');
    expect(await refusal(HELLO, streamed(5, { 'x-amz-decoded-content-length': '-5' }))).toBe('MissingContentLength');
  });

  it.each([
    ['missing', '', 'MalformedTrailerError'],
    ['of another checksum', 'x-amz-checksum-crc32:AAAAAA==\r\n', 'BadDigest'],
    ['no checksum', 'x-amz-checksum-crc32:abc\r\n', 'InvalidRequest'],
    ['without a colon', 'x-amz-checksum-crc32\r\n', 'MalformedTrailerError'],
  ])('with a trailer that is %s is refused', async (_what, trailer, code) => {
    const headers = streamed(5, { 'x-amz-trailer': 'x-amz-checksum-crc32' });
    expect(await refusal(`5\r\nhello\r\n0\r\n${trailer}\r\n`, headers)).toBe(code);
  });
});

describe('a body in one piece', () => {
  const sha256 = createHash('sha256').update('hello').digest('hex');

  it('has the hash that its header says', async () => {
    expect(await body('hello', { 'x-amz-content-sha256': sha256 })).toBe('hello');
    expect(await body('hello', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })).toBe('hello');
    expect(await refusal('x', { 'x-amz-content-sha256': sha256 })).toBe('XAmzContentSHA256Mismatch');
    expect(await refusal('x', { 'x-amz-content-sha256': '0'.repeat(64) })).toBe('XAmzContentSHA256Mismatch');
    expect(await refusal('x', { 'x-amz-content-sha256': 'none' })).toBe('InvalidArgument');
  });

  it.each([
    ['content-md5', 'XUFAKrxLKna5cZ2REBfFkg=='],
    ['x-amz-checksum-crc32', CRC32_HELLO],
    ['x-amz-checksum-crc32c', 'mnG7TA=='],
    ['x-amz-checksum-crc64nvme', 'M3eFcAZSQlc='],
    ['x-amz-checksum-sha1', 'qvTGHdzF6KLavt4PO0gs2a6pQ00='],
    ['x-amz-checksum-sha256', 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='],
  ])('has the %s that its header says', async (name, value) => {
    expect(await body('hello', { [name]: value })).toBe('hello');
    expect(await refusal('hallo', { [name]: value })).toBe('BadDigest');
    expect(await refusal('<Delete/>', { [name]: value }, '/b?delete')).toBe('BadDigest');
  });

  it('may carry the checksum of the whole object when it ends an upload', async () => {
    expect(await body('<CompleteMultipartUpload/>', { 'x-amz-checksum-crc32': CRC32_HELLO }, '/b/k?uploadId=1')).toBe(
      '<CompleteMultipartUpload/>',
    );
  });
});
