import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/** One version of an object, the newest or one that was overwritten or deleted and is kept for a while. */
export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
}

/** All versions below a prefix. */
export async function* versionsIn(s3: S3Client, bucket: string, prefix: string): AsyncGenerator<ObjectVersion> {
  let [key, version]: (string | undefined)[] = [];
  do {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        ...(key === undefined ? {} : { KeyMarker: key }),
        ...(version === undefined ? {} : { VersionIdMarker: version }),
      }),
    );
    for (const { Key = '', VersionId = 'null', IsLatest = false } of page.Versions ?? [])
      yield { bucket, key: Key, versionId: VersionId, isLatest: IsLatest };
    [key, version] = [page.NextKeyMarker, page.NextVersionIdMarker];
  } while (key !== undefined);
}

const named = ({ bucket, key, versionId }: ObjectVersion): { Bucket: string; Key: string; VersionId: string } => ({
  Bucket: bucket,
  Key: key,
  VersionId: versionId,
});

export const bytesOf = async (s3: S3Client, version: ObjectVersion): Promise<Uint8Array> => {
  const { Body } = await s3.send(new GetObjectCommand(named(version)));
  return (await Body?.transformToByteArray()) ?? new Uint8Array();
};

/** For good: a deletion that names the version leaves no marker and no older version ("Deleting object versions"). */
export const remove = async (s3: S3Client, version: ObjectVersion): Promise<void> =>
  void (await s3.send(new DeleteObjectCommand(named(version))));

/** Puts other bytes in the place of the newest version, which then goes for good. */
export const replace = async (s3: S3Client, version: ObjectVersion, bytes: Uint8Array): Promise<void> => {
  const { ContentType, ContentEncoding, Metadata } = await s3.send(new GetObjectCommand(named(version)));
  await s3.send(
    new PutObjectCommand({
      Bucket: version.bucket,
      Key: version.key,
      Body: bytes,
      ...(ContentType === undefined ? {} : { ContentType }),
      ...(ContentEncoding === undefined ? {} : { ContentEncoding }),
      ...(Metadata === undefined ? {} : { Metadata }),
    }),
  );
  // What was written without versioning has no version of its own: it has just been overwritten.
  if (version.versionId !== 'null') await remove(s3, version);
};
