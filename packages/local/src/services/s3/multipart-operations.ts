import { createHash } from 'node:crypto';
import type {
  AbortMultipartUploadRequest,
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
  CreateMultipartUploadOutput,
  CreateMultipartUploadRequest,
  UploadPartOutput,
  UploadPartRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { crc32Of, etagOf, verifyChecksums } from './checksum.ts';
import { checkWrite } from './conditions.ts';
import { checkKey, type ObjectHeaders } from './object.ts';
import { bytesOf, headersOf, noteCreated, onObject, type Shelves } from './shelves.ts';

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly headers: ObjectHeaders;
}

interface Part {
  readonly etag: string;
  readonly size: number;
  readonly blob: string;
}

/** Every part but the last (Amazon S3 User Guide, "Multipart upload limits"). */
const SMALLEST_PART = 5 * 1024 * 1024;

interface Uploads {
  open(id: string, upload: Upload): void;
  expect(id: string | undefined, bucket: string | undefined, key: string | undefined): Upload;
  put(id: string, number: number, part: Part, bytes: Uint8Array): void;
  part(id: string, number: number): Part | undefined;
  close(id: string): void;
}

const uploadsIn = (journal: Journal): Uploads => {
  const uploads = journal.table<Upload>('s3_uploads');
  const parts = journal.table<Part>('s3_parts');
  const place = (id: string, number: number): string => `${id}/${String(number).padStart(5, '0')}`;
  return {
    open: (id, upload) => uploads.put(id, upload),
    expect(id = '', bucket, key) {
      const found = uploads.get(id);
      if (found !== undefined && found.bucket === bucket && found.key === key) return found;
      const message =
        'The specified upload does not exist. The upload ID may be invalid, or it may have been aborted or completed.';
      throw new AwsError('NoSuchUpload', message, { status: 404 });
    },
    put(id, number, part, bytes) {
      const before = parts.get(place(id, number));
      if (before !== undefined) journal.blobs.delete(before.blob);
      journal.blobs.put(part.blob, bytes);
      parts.put(place(id, number), part);
    },
    part: (id, number) => parts.get(place(id, number)),
    close(id) {
      for (const [key, part] of parts.scan({ prefix: `${id}/` })) {
        journal.blobs.delete(part.blob);
        parts.delete(key);
      }
      uploads.delete(id);
    },
  };
};

const createMultipartUpload = (
  { kernel, buckets }: Shelves,
  uploads: Uploads,
): Operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput> => ({
  needs: (input) => [onObject('PutObject', input)],
  run(input) {
    const bucket = buckets.expect(input.Bucket).name;
    const key = checkKey(input.Key);
    const UploadId = kernel.identity.hex(64);
    uploads.open(UploadId, { bucket, key, metadata: input.Metadata ?? {}, headers: headersOf(input) });
    return { Bucket: bucket, Key: key, UploadId };
  },
});

type UploadPartInput = Omit<UploadPartRequest, 'Body'> & { readonly Body?: Uint8Array | string };

const uploadPart = ({ kernel }: Shelves, uploads: Uploads): Operation<UploadPartInput, UploadPartOutput> => ({
  needs: (input) => [onObject('PutObject', input)],
  run(input) {
    uploads.expect(input.UploadId, input.Bucket, input.Key);
    const number = Number(input.PartNumber);
    if (!Number.isInteger(number) || number < 1 || number > 10_000)
      throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
    const bytes = bytesOf(input.Body);
    verifyChecksums(input, bytes);
    const part = { etag: etagOf(bytes), size: bytes.length, blob: `s3/${kernel.identity.hex(32)}` };
    uploads.put(input.UploadId ?? '', number, part, bytes);
    return { ETag: part.etag, ChecksumCRC32: crc32Of(bytes) };
  },
});

const bare = (etag: string | undefined): string => (etag ?? '').replaceAll('"', '');

/** The parts that a completion names, each checked against what was uploaded. */
const chosenParts = (uploads: Uploads, input: CompleteMultipartUploadRequest): readonly Part[] => {
  const named = input.MultipartUpload?.Parts ?? [];
  if (named.length === 0) throw new AwsError('MalformedXML', 'You must specify at least one part');
  if (named.some(({ PartNumber = 0 }, index) => index > 0 && PartNumber <= (named[index - 1]?.PartNumber ?? 0))) {
    const message = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
    throw new AwsError('InvalidPartOrder', message);
  }
  return named.map(({ PartNumber = 0, ETag }, index) => {
    const part = uploads.part(input.UploadId ?? '', PartNumber);
    if (part === undefined || bare(part.etag) !== bare(ETag))
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
    if (index < named.length - 1 && part.size < SMALLEST_PART)
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    return part;
  });
};

/** MD5 over the parts' MD5s, and how many there were (Amazon S3 User Guide, "Checking object integrity"). */
const multipartEtag = (parts: readonly Part[]): string => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(bare(part.etag), 'hex'));
  return `"${hash.digest('hex')}-${parts.length}"`;
};

const completeMultipartUpload = (
  shelves: Shelves,
  uploads: Uploads,
): Operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput> => ({
  needs: (input) => [onObject('PutObject', input)],
  run(input) {
    const { kernel, objects } = shelves;
    const { bucket, key, metadata, headers } = uploads.expect(input.UploadId, input.Bucket, input.Key);
    checkWrite(objects.head(bucket, key), input);
    const parts = chosenParts(uploads, input);
    const bytes = Buffer.concat(parts.map((part) => kernel.journal.blobs.get(part.blob) ?? new Uint8Array()));
    const head = {
      etag: multipartEtag(parts),
      size: bytes.length,
      modifiedAt: kernel.clock.now(),
      crc32: crc32Of(bytes),
    };
    objects.write({ bucket, key, blob: `s3/${kernel.identity.hex(32)}` }, { ...head, metadata, headers }, bytes);
    uploads.close(input.UploadId ?? '');
    noteCreated(shelves, bucket, key, head.size);
    return { Bucket: bucket, Key: key, ETag: head.etag, Location: `${kernel.endpoint}/${bucket}/${key}` };
  },
});

const abortMultipartUpload = (uploads: Uploads): Operation<AbortMultipartUploadRequest, object> => ({
  needs: (input) => [onObject('AbortMultipartUpload', input)],
  run(input) {
    uploads.expect(input.UploadId, input.Bucket, input.Key);
    uploads.close(input.UploadId ?? '');
    return {};
  },
});

export const multipartOperations = (shelves: Shelves): Readonly<Record<string, AnyOperation>> => {
  const uploads = uploadsIn(shelves.kernel.journal);
  return {
    CreateMultipartUpload: createMultipartUpload(shelves, uploads),
    UploadPart: uploadPart(shelves, uploads),
    CompleteMultipartUpload: completeMultipartUpload(shelves, uploads),
    AbortMultipartUpload: abortMultipartUpload(uploads),
  };
};
