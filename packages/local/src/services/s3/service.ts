import type { ServiceFactory } from '../../kernel/kernel.ts';
import { bucketsIn } from './bucket.ts';
import { bucketOperations } from './bucket-operations.ts';
import { multipartOperations } from './multipart-operations.ts';
import { objectsIn } from './object.ts';
import { objectReads } from './object-reads.ts';
import { objectWrites } from './object-writes.ts';
import { s3Resources } from './resource.ts';

/** Amazon S3: buckets and objects in the journal, strongly consistent as S3 is. */
export const s3: ServiceFactory = (kernel) => {
  const buckets = bucketsIn(kernel.journal);
  const objects = objectsIn(kernel.journal);
  const shelves = { kernel, buckets, objects };
  return {
    name: 's3',
    resources: s3Resources(kernel, buckets, objects),
    operations: {
      ...bucketOperations(kernel, buckets),
      ...objectReads(shelves),
      ...objectWrites(shelves),
      ...multipartOperations(shelves),
    },
  };
};
