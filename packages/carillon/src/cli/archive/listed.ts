import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

/** An object as a listing tells it: S3 lists what was written before, at once ("Amazon S3 data consistency model"). */
export interface Listed {
  readonly key: string;
  /** It is another when the object has other bytes ("Object", API Reference). */
  readonly etag: string;
  readonly size: number;
  /** By the clock of the cloud. */
  readonly modifiedAt: number;
}

/** All objects below a prefix. */
export const listed = async (s3: S3Client, bucket: string, prefix: string): Promise<readonly Listed[]> => {
  const objects: Listed[] = [];
  let token: string | undefined;
  do {
    const more = token === undefined ? {} : { ContinuationToken: token };
    const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...more }));
    for (const { Key: key = '', ETag = '', Size: size = 0, LastModified } of page.Contents ?? [])
      objects.push({ key, etag: ETag.replaceAll('"', ''), size, modifiedAt: LastModified?.getTime() ?? 0 });
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return objects;
};
