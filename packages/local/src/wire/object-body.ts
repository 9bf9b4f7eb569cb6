import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64NvmeJs } from '@aws-sdk/checksums/crc';
import type { Checksum } from '@smithy/types';
import { AwsError } from '../kernel/errors.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { Incoming } from './exchange.ts';
import type { Headers } from './http-message.ts';

type Count = (bytes: Uint8Array) => Buffer | Promise<Buffer>;

const hash =
  (algorithm: string): Count =>
  (bytes) =>
    createHash(algorithm).update(bytes).digest();

const counted =
  (make: () => Checksum): Count =>
  async (bytes) => {
    const checksum = make();
    checksum.update(bytes);
    return Buffer.from(await checksum.digest());
  };

const bigEndian = (word: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(word);
  return bytes;
};

interface Digest {
  readonly length: number;
  readonly count: Count;
}

/** Amazon S3 User Guide, "Checking object integrity for data uploads". All are base64 of the digest's bytes. */
const DIGESTS: Readonly<Record<string, Digest>> = {
  'content-md5': { length: 16, count: hash('md5') },
  'x-amz-checksum-crc32': { length: 4, count: (bytes) => bigEndian(crc32(bytes)) },
  'x-amz-checksum-crc32c': { length: 4, count: counted(() => new Crc32c()) },
  'x-amz-checksum-crc64nvme': { length: 8, count: counted(() => new Crc64NvmeJs()) },
  'x-amz-checksum-sha1': { length: 20, count: hash('sha1') },
  'x-amz-checksum-sha256': { length: 32, count: hash('sha256') },
};

/** The service counts the others again; these two are counted here alone. */
const COUNTED_HERE = new Set(['x-amz-checksum-crc32c', 'x-amz-checksum-crc64nvme']);

const invalid = (name: string): AwsError =>
  name === 'content-md5'
    ? new AwsError('InvalidDigest', 'The Content-MD5 you specified is not valid.')
    : new AwsError('InvalidRequest', `Value for ${name} header is invalid.`);

const verify = async (headers: Headers, body: Uint8Array): Promise<void> => {
  for (const [name, { length, count }] of Object.entries(DIGESTS)) {
    const given = headers[name];
    if (given === undefined) continue;
    const expected = Buffer.from(given, 'base64');
    if (expected.length !== length) throw invalid(name);
    if (!expected.equals(await count(body)))
      throw new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  }
};

const SHA256 = /^[0-9a-f]{64}$/;

const verifyPayloadHash = (given: string | undefined, body: Uint8Array): void => {
  if (given === undefined || given === 'UNSIGNED-PAYLOAD') return;
  if (!SHA256.test(given)) {
    const message = 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-… or a valid sha256 value.';
    throw new AwsError('InvalidArgument', message);
  }
  if (given !== createHash('sha256').update(body).digest('hex')) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new AwsError('XAmzContentSHA256Mismatch', message);
  }
};

const asBuffer = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);

/** What ends a multipart upload carries the checksum of the object, not of the list of its parts. */
const isOfBody = ({ method, url }: Incoming): boolean => method === 'PUT' || url.searchParams.has('delete');

/**
 * The bytes of an S3 request, their transfer coding taken off, and only when they are what the sender counted: the length,
 * the payload's hash, checksums in headers and in trailers.
 * @throws AwsError IncompleteBody, BadDigest, XAmzContentSHA256Mismatch and others of the API's error list
 */
export const objectBody = async <R extends Incoming>(request: R): Promise<R> => {
  const { headers } = request;
  const payloadHash = headers['x-amz-content-sha256'];
  const inChunks = payloadHash?.startsWith('STREAMING-') || headers['content-encoding']?.includes('aws-chunked');
  if (!inChunks) verifyPayloadHash(payloadHash, request.body);
  const decoded = inChunks ? decodeAwsChunked(asBuffer(request.body), headers) : { body: request.body, trailers: {} };
  const counted: Headers = { ...headers, ...decoded.trailers };
  if (isOfBody(request)) await verify(counted, decoded.body);
  const kept = Object.entries(counted).filter(([name]) => !COUNTED_HERE.has(name));
  return { ...request, headers: Object.fromEntries(kept), body: decoded.body };
};
