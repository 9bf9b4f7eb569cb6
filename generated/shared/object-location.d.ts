/** An object in S3. */
export interface ObjectLocation {
    /** The bucket. */
    readonly bucket: string;
    /** The key, not URL-encoded. */
    readonly key: string;
}
