import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';

interface Bucket {
  readonly name: string;
  readonly createdAt: number;
}

/** The buckets of a cloud. */
export interface Buckets {
  /** @throws AwsError NoSuchBucket */
  expect(name: string | undefined): Bucket;
  find(name: string): Bucket | undefined;
  /** Makes it, or leaves it as it is. */
  keep(name: string, now: number): Bucket;
  remove(name: string): void;
  list(): readonly Bucket[];
}

/** A bucket's ARN. */
export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
export const isBucketName = (name: string): boolean =>
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+\.\d+\.\d+\.\d+$/.test(name);

/** The buckets that a journal holds. */
export const bucketsIn = (journal: Journal): Buckets => {
  const table = journal.table<Bucket>('s3_buckets');
  return {
    find: (name) => table.get(name),
    expect(name = '') {
      const found = table.get(name);
      if (found !== undefined) return found;
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
    },
    keep(name, now) {
      const bucket = table.get(name) ?? { name, createdAt: now };
      table.put(name, bucket);
      return bucket;
    },
    remove: (name) => void table.delete(name),
    list: () => table.scan().map(([, bucket]) => bucket),
  };
};
