import type { ServiceFactory } from '../../kernel/kernel.ts';
import { bulkExportOperations } from './bulk-export-operations.ts';
import { datastoresIn } from './datastore.ts';
import { exportWorker } from './export-worker.ts';
import { fhirOperations } from './fhir-operations.ts';
import { fhirSurface } from './fhir-surface.ts';
import { importWorker } from './import-worker.ts';
import { type Job, jobsIn } from './job.ts';
import { jobOperations } from './job-operations.ts';
import { jobQueue, type Worker } from './job-queue.ts';
import { healthlakeResources } from './resource.ts';
import { resourceStoreIn } from './resource-store.ts';

/** AWS HealthLake: FHIR R4 data stores with REST, bulk import from S3 and bulk export to S3. */
export const healthlake: ServiceFactory = (kernel) => {
  const datastores = datastoresIn(kernel);
  const store = resourceStoreIn(kernel.journal);
  const jobs = jobsIn(kernel.journal);
  const exporting = exportWorker(kernel, store, jobs);
  const importing = importWorker(kernel, store, jobs);
  const of = (job: Job): Worker<Job> => (job.kind === 'export' ? exporting : importing) as Worker<Job>;
  const queue = jobQueue(kernel, jobs, { of });
  const context = { kernel, datastores, jobs, queue };
  return {
    name: 'healthlake',
    resources: healthlakeResources(kernel, datastores, store),
    operations: {
      ...jobOperations(context),
      ...fhirOperations(kernel, datastores, store),
      ...bulkExportOperations(context, exporting),
    },
    http: [fhirSurface(kernel)],
    start: () => queue.start(datastores.list().map(({ id }) => id)),
    stop: async () => queue.stop(),
  };
};
