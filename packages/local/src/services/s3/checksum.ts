import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../kernel/errors.ts';

/** The checksums that a request may carry (Amazon S3 User Guide, "Checking object integrity"). */
export interface GivenChecksums {
  readonly ContentMD5?: string | undefined;
  readonly ChecksumCRC32?: string | undefined;
  readonly ChecksumCRC32C?: string | undefined;
  readonly ChecksumCRC64NVME?: string | undefined;
  readonly ChecksumSHA1?: string | undefined;
  readonly ChecksumSHA256?: string | undefined;
}

const digest = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('base64');

/** Big-endian, base64, as in `x-amz-checksum-crc32`. */
export const crc32Of = (bytes: Uint8Array): string => {
  const word = Buffer.alloc(4);
  word.writeUInt32BE(crc32(bytes));
  return word.toString('base64');
};

/** The entity tag of an object that was put in one piece: its MD5, quoted. */
export const etagOf = (bytes: Uint8Array): string => `"${createHash('md5').update(bytes).digest('hex')}"`;

/** @throws AwsError BadDigest when the bytes are not what the sender counted; NotImplemented for what is not counted here. */
export const verifyChecksums = (given: GivenChecksums, bytes: Uint8Array): void => {
  if (given.ChecksumCRC32C !== undefined || given.ChecksumCRC64NVME !== undefined) {
    const mend = 'The local s3 counts CRC32, SHA1, SHA256 and MD5: choose one of these as ChecksumAlgorithm.';
    throw new AwsError('NotImplemented', mend, { status: 501 });
  }
  const pairs = [
    [given.ContentMD5, () => digest('md5', bytes)],
    [given.ChecksumCRC32, () => crc32Of(bytes)],
    [given.ChecksumSHA1, () => digest('sha1', bytes)],
    [given.ChecksumSHA256, () => digest('sha256', bytes)],
  ] as const;
  for (const [expected, count] of pairs) {
    if (expected !== undefined && expected !== count())
      throw new AwsError('BadDigest', 'The checksum you specified did not match what we received.');
  }
};
