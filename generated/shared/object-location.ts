// Generated from catalog/shared/object-location.json by `npm run generate`. Do not edit.

/** An object in S3. */
export interface ObjectLocation {
  /** The bucket. */
  readonly bucket: string;
  /** The key, not URL-encoded. */
  readonly key: string;
}
