import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Whom `carillon erase` is about: an id, by the name of the field that holds it in the catalog's events. */
export interface Subject {
  readonly field: string;
  readonly value: string;
}

/** The cloud that an application's hook looks into. */
export interface ErasureCloud {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly s3: S3Client;
  /** The one table of the stacks whose construct is called so. @throws OperateError NOT_FOUND */
  tableNamed(construct: string): Promise<string>;
  /** The one bucket of the stacks whose construct is called so. @throws OperateError NOT_FOUND */
  bucketNamed(construct: string): Promise<string>;
}

/** A bucket of the application's own with copies of a subject's data, in lines of JSON or as one JSON document. */
export interface ErasureBucket {
  /** As the command prints it. */
  readonly name: string;
  /** The name of its construct. */
  readonly construct: string;
}

/**
 * What an application adds to `carillon erase`, exported as `erasure` by the module that `erasure` of carillon.config.ts
 * names. Without it, data belong to a subject where a field of the subject's name has its value.
 */
export interface Erasure {
  /** Other references to the subject, such as a URL or a key; called with each text and each object of a record. */
  refersTo?(value: string | Readonly<Record<string, unknown>>, subject: Subject): boolean;
  /** Which source still holds the subject, and would publish it again; undefined when none does. */
  source?(
    subject: Subject,
    cloud: ErasureCloud,
  ): Promise<{ readonly message: string; readonly fix: string } | undefined>;
  /** Objects here that hold the subject are removed as a whole. */
  readonly buckets?: readonly ErasureBucket[];
  /** Workflows that read these buckets: an erasure waits until none of their runs is active. */
  readonly workflows?: readonly string[];
}
