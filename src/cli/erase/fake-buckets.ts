import type { fakeCloud } from '../operate/fake-cloud.ts';

interface Version {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Buckets with versions, as S3 has them and the local cloud has not: bucket -> key -> versions, the newest first. */
export class FakeBuckets {
  readonly objects: Map<string, Map<string, Version[]>> = new Map();
  private made = 0;

  put(bucket: string, key: string, bytes: Uint8Array | string): void {
    const keys = this.objects.get(bucket) ?? new Map<string, Version[]>();
    this.objects.set(bucket, keys);
    this.made += 1;
    keys.set(key, [{ id: `v${this.made}`, bytes: Buffer.from(bytes) }, ...(keys.get(key) ?? [])]);
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
      GetObject: ({ Bucket, Key, VersionId }) => {
        const found = this.versions(Bucket, Key).find(({ id }) => id === VersionId);
        return { Body: { transformToByteArray: async () => found?.bytes }, ContentEncoding: 'gzip' };
      },
      PutObject: ({ Bucket, Key, Body }) => this.put(String(Bucket), String(Key), Body as Uint8Array),
      DeleteObject: ({ Bucket, Key, VersionId }) => {
        const versions = this.versions(Bucket, Key);
        versions.splice(
          versions.findIndex(({ id }) => id === VersionId),
          1,
        );
      },
    };
  }
}
