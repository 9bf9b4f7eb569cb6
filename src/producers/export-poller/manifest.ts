import { TerminalError } from '@carillon/runtime/errors';
import type { ExportedFile } from '../../healthlake/export-jobs.ts';

/** An item of the Distributed Map: see state-machine.asl.json, ProcessFiles. */
export interface ManifestEntry extends ExportedFile {
  readonly key: string;
}

/** s3://bucket/key, https://bucket.s3.region.amazonaws.com/key or https://s3.region.amazonaws.com/bucket/key -> bucket and key. */
export const locationOf = (url: string): { readonly bucket: string; readonly key: string } => {
  const { protocol, hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname).replace(/^\//, '');
  if (protocol === 's3:') return { bucket: hostname, key: path };
  const virtualHosted = /^(?<bucket>.+)\.s3[.-][a-z0-9.-]*amazonaws\.com(\.cn)?$/.exec(hostname)?.groups?.bucket;
  if (virtualHosted !== undefined) return { bucket: virtualHosted, key: path };
  const slash = path.indexOf('/');
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
};

/**
 * The files of a job as a manifest, in a stable order.
 * @throws TerminalError FILE_ELSEWHERE: the job wrote to another bucket than the workflow may read
 */
export const manifestOf = (output: readonly ExportedFile[], exportBucket: string): readonly ManifestEntry[] =>
  output
    .map(({ type, url }) => {
      const { bucket, key } = locationOf(url);
      if (bucket !== exportBucket)
        throw new TerminalError('FILE_ELSEWHERE', `The job wrote to bucket ${bucket}, not ${exportBucket}`);
      return { type, url, key };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));

/** Beside the job's own folders. */
export const manifestKeyOf = (prefix: string, datastoreId: string, jobId: string): string =>
  `${prefix}/${datastoreId}-FHIR_EXPORT-${jobId}/manifest.json`;
