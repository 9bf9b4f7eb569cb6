import type { fakeCloud } from '../operate/fake-cloud.ts';

interface Version {
  readonly id: string;
  readonly etag: string;
  readonly bytes: Uint8Array;
}

/** Buckets with versions, as S3 has them and the local cloud has not: bucket -> key -> versions, the newest first. */
export class FakeBuckets {
  readonly objects: Map<string, Map<string, Version[]>> = new Map();
  /** When all of it was written, as listings tell. */
  now: Date = new Date(0);
  private made = 0;

  put(bucket: string, key: string, bytes: Uint8Array | string): void {
    const keys = this.objects.get(bucket) ?? new Map<string, Version[]>();
    this.objects.set(bucket, keys);
    this.made += 1;
    // As under a key of KMS: no digest of the bytes.
    const etag = `"${this.made}"`;
    keys.set(key, [{ id: `v${this.made}`, etag, bytes: Buffer.from(bytes) }, ...(keys.get(key) ?? [])]);
  }

  private versions(bucket: unknown, key: unknown): Version[] {
    return this.objects.get(String(bucket))?.get(String(key)) ?? [];
  }

  /** What every version of every object holds, unpacked or not. */
  all(): readonly Uint8Array[] {
    return [...this.objects.values()].flatMap((keys) => [...keys.values()].flat().map(({ bytes }) => bytes));
  }

  keys(bucket: string): readonly string[] {
    return [...(this.objects.get(bucket) ?? [])].filter(([, versions]) => versions.length > 0).map(([key]) => key);
  }

  answers(): Parameters<typeof fakeCloud>[0] {
    return {
      ListBuckets: () => ({ Buckets: [...this.objects.keys()].map((Name) => ({ Name })) }),
      ListObjectVersions: ({ Bucket, Prefix, KeyMarker }) => {
        const keys = [...(this.objects.get(String(Bucket))?.keys() ?? [])].filter((key) =>
          key.startsWith(String(Prefix)),
        );
        // One key a page, so that paging is walked.
        const at = KeyMarker === undefined ? 0 : keys.indexOf(String(KeyMarker)) + 1;
        const key = keys[at];
        const Versions = this.versions(Bucket, key).map(({ id }, index) => ({
          Key: key,
          VersionId: id,
          IsLatest: index === 0,
        }));
        return { Versions, ...(at + 1 < keys.length ? { NextKeyMarker: key, NextVersionIdMarker: 'x' } : {}) };
      },
      ListObjectsV2: ({ Bucket, Prefix, ContinuationToken }) => {
        const keys = this.keys(String(Bucket)).filter((key) => key.startsWith(String(Prefix)));
        // Five keys a page.
        const at = Number(ContinuationToken ?? 0);
        const Contents = keys.slice(at, at + 5).map((Key) => {
          const [newest] = this.versions(Bucket, Key);
          return { Key, ETag: newest?.etag, Size: newest?.bytes.length, LastModified: this.now };
        });
        return { Contents, ...(at + 5 < keys.length ? { NextContinuationToken: String(at + 5) } : {}) };
      },
      GetObject: ({ Bucket, Key, VersionId }) => {
        const found = this.versions(Bucket, Key).find(({ id }) => id === (VersionId ?? id));
        if (found === undefined) throw Object.assign(new Error('no such key'), { name: 'NoSuchKey' });
        return { Body: { transformToByteArray: async () => found.bytes }, ContentEncoding: 'gzip' };
      },
      PutObject: ({ Bucket, Key, Body }) => {
        this.put(String(Bucket), String(Key), Body as Uint8Array);
        return { ETag: this.versions(Bucket, Key)[0]?.etag };
      },
      DeleteObject: ({ Bucket, Key, VersionId }) => {
        const versions = this.versions(Bucket, Key);
        const at = versions.findIndex(({ id }) => id === VersionId);
        if (at >= 0) versions.splice(at, 1);
      },
    };
  }
}
