import type { PutObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Permission } from '../../kernel/operations.ts';
import { type Buckets, bucketArn } from './bucket.ts';
import type { ObjectHeaders, Objects } from './object.ts';

/** Bodies arrive whole; a text is its UTF-8 bytes, as an SDK integration of another service sends it. */
export type PutObjectInput = Omit<PutObjectRequest, 'Body'> & { readonly Body?: Uint8Array | string };

export interface Shelves {
  readonly kernel: Kernel;
  readonly buckets: Buckets;
  readonly objects: Objects;
}

type On = { readonly Bucket?: string | undefined; readonly Key?: string | undefined };

export const onObject = (action: string, { Bucket = '', Key = '' }: On): Permission => ({
  action: `s3:${action}`,
  resource: `${bucketArn(Bucket)}/${Key}`,
});

export const noSuchKey = (): AwsError =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });

export const bytesOf = (body: unknown): Uint8Array => {
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  throw new AwsError('InvalidRequest', 'The local s3 takes a body as bytes or text.');
};

/** aws-chunked is a coding of the transfer, not of the object. */
const codingOf = (given: string | undefined): string | undefined => {
  const kept = given
    ?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== 'aws-chunked' && each !== '');
  return kept === undefined || kept.length === 0 ? undefined : kept.join(', ');
};

export const headersOf = (
  input: {
    readonly [Name in keyof ObjectHeaders]?: string | undefined;
  },
): ObjectHeaders => {
  const { ContentType = 'application/octet-stream', ContentDisposition, ContentLanguage, CacheControl } = input;
  const ContentEncoding = codingOf(input.ContentEncoding);
  return {
    ContentType,
    ...(ContentEncoding === undefined ? {} : { ContentEncoding }),
    ...(ContentDisposition === undefined ? {} : { ContentDisposition }),
    ...(ContentLanguage === undefined ? {} : { ContentLanguage }),
    ...(CacheControl === undefined ? {} : { CacheControl }),
  };
};

export const noteCreated = ({ kernel }: Shelves, bucket: string, key: string, size: number): void =>
  kernel.activity.note({
    service: 's3',
    action: 'ObjectCreated',
    resource: `${bucketArn(bucket)}/${key}`,
    facts: { size },
  });

export const refuseVersion = (versionId: string | undefined): void => {
  if (versionId === undefined || versionId === 'null') return;
  throw new AwsError('NotImplemented', 'The local s3 keeps the current version alone: leave VersionId out.', {
    status: 501,
  });
};
