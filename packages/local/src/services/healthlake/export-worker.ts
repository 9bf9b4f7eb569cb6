import type { Kernel } from '../../kernel/kernel.ts';
import { type ExportFile, planExport } from './export-plan.ts';
import type { ExportJob, Jobs } from './job.ts';
import { outputUri } from './job-events.ts';
import type { Worker } from './job-queue.ts';
import type { ResourceStore } from './resource-store.ts';
import { checkOutput, placeOf } from './s3-place.ts';

/** Small exports take under half a minute, large ones two to three minutes: the time AWS takes, whatever we need. */
const BASE_MS = 5_000;
const RESOURCE_MS = 20;
const MOST_MS = 170_000;

export interface ExportWorker extends Worker<ExportJob> {
  /** The objects that a job has written, with their addresses. */
  outputs(job: ExportJob): readonly { readonly type: string; readonly url: string }[];
}

export const exportWorker = (kernel: Kernel, store: ResourceStore, jobs: Jobs): ExportWorker => {
  const plans = kernel.journal.log<ExportFile>('healthlake_export_files');
  const fileAt = (job: ExportJob, n: number): ExportFile | undefined => plans.read(job.id, n - 1, 1)[0]?.entry;

  const textOf = ({ datastoreId }: ExportJob, { type, items }: ExportFile): string =>
    items.map(([id, v]) => `${store.version({ datastoreId, type, id }, v)?.text ?? ''}\n`).join('');

  const writeFile = async (job: ExportJob, file: ExportFile): Promise<void> => {
    const { bucket, prefix } = placeOf(outputUri(job));
    const put = {
      Bucket: bucket,
      Key: prefix + file.name,
      Body: textOf(job, file),
      ContentType: 'application/fhir+ndjson',
    };
    await kernel.operations.call('s3', 'PutObject', put, { caller: job.roleArn, requestId: kernel.identity.uuid() });
  };

  return {
    begin(job) {
      const files = planExport(kernel, store, job);
      for (const file of files) plans.append(job.id, file);
      const resources = files.reduce((sum, { items }) => sum + items.length, 0);
      return { ...job, files: files.length, resources };
    },
    async work(job, stillRuns) {
      await checkOutput(kernel, job);
      for (let n = job.filesWritten + 1; n <= job.files; n += 1) {
        const file = fileAt(job, n);
        if (file === undefined || !stillRuns()) return;
        await writeFile(job, file);
        const latest = jobs.find(job.datastoreId, job.id);
        // The object and the count of objects are one transaction: no object is written twice.
        if (latest?.kind === 'export') jobs.put({ ...latest, filesWritten: n });
        await kernel.journal.durable();
      }
    },
    duration: ({ resources }) => Math.min(BASE_MS + RESOURCE_MS * resources, MOST_MS),
    outcome: () => 'COMPLETED',
    outputs(job) {
      const { bucket, prefix } = placeOf(outputUri(job));
      return plans
        .read(job.id, 0, job.files)
        .map(({ entry }) => ({ type: entry.type, url: `s3://${bucket}/${prefix}${entry.name}` }));
    },
  };
};
