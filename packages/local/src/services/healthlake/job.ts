import type { JobStatus } from '@aws-sdk/client-healthlake';
import type { Journal } from '../../kernel/journal.ts';

/** A place in S3, from an S3Uri. */
export interface S3Place {
  readonly bucket: string;
  /** Empty, or ending with a slash. */
  readonly prefix: string;
}

interface JobBase {
  readonly id: string;
  readonly datastoreId: string;
  readonly name: string | undefined;
  readonly status: JobStatus;
  /** The order in which jobs were submitted, account-wide. */
  readonly order: number;
  readonly submittedAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly roleArn: string;
  readonly kmsKeyId: string;
  readonly output: S3Place;
  readonly message?: string;
  /** Whether everything is written, and only the time that it takes on AWS is waited for. */
  readonly worked?: boolean;
}

export interface ExportJob extends JobBase {
  readonly kind: 'export';
  readonly scope: 'system' | 'patient';
  readonly types: readonly string[];
  readonly since?: string;
  readonly resources: number;
  readonly files: number;
  readonly filesWritten: number;
}

export interface ImportProgress {
  readonly scannedFiles: number;
  readonly scannedBytes: number;
  readonly importedFiles: number;
  readonly scannedResources: number;
  readonly importedResources: number;
  readonly failedResources: number;
  readonly failedFiles: number;
}

export interface ImportJob extends JobBase {
  readonly kind: 'import';
  readonly input: S3Place;
  readonly progress: ImportProgress;
  /** Up to where objects are taken over, written with what was taken over. */
  readonly cursor: { readonly key: string; readonly line: number; readonly byte: number };
}

export type Job = ExportJob | ImportJob;

export const isOver = ({ status }: Job): boolean =>
  ['COMPLETED', 'COMPLETED_WITH_ERRORS', 'FAILED', 'CANCEL_COMPLETED', 'CANCEL_FAILED'].includes(status);

export interface Jobs {
  find(datastoreId: string, id: string): Job | undefined;
  put(job: Job): void;
  /** Puts a new job at the end of its data store's queue. */
  submit(job: Job): void;
  nextOrder(): number;
  /** The job that is, or is about to be, worked. */
  head(datastoreId: string): Job | undefined;
  /** Takes an ended job out of the queue. */
  leave(job: Job): void;
  /** The newest first. */
  list(datastoreId: string): readonly Job[];
  byToken(datastoreId: string, token: string): Job | undefined;
  keepToken(job: Job, token: string): void;
}

export const jobsIn = (journal: Journal): Jobs => {
  const jobs = journal.table<Job>('healthlake_jobs');
  const queue = journal.table<string>('healthlake_queue');
  const tokens = journal.table<string>('healthlake_tokens');
  const orders = journal.log<0>('healthlake_orders');
  const find = (datastoreId: string, id: string): Job | undefined => jobs.get(`${datastoreId}/${id}`);
  const place = ({ datastoreId, order }: Job): string => `${datastoreId}/${String(order).padStart(12, '0')}`;
  const put = (job: Job): void => jobs.put(`${job.datastoreId}/${job.id}`, job);
  return {
    find,
    put,
    nextOrder: () => orders.append('jobs', 0),
    submit(job) {
      put(job);
      queue.put(place(job), job.id);
    },
    head(datastoreId) {
      const first = queue.scan({ prefix: `${datastoreId}/`, limit: 1 })[0];
      return first === undefined ? undefined : find(datastoreId, first[1]);
    },
    leave: (job) => void queue.delete(place(job)),
    list: (datastoreId) =>
      jobs
        .scan({ prefix: `${datastoreId}/` })
        .map(([, job]) => job)
        .sort((a, b) => b.order - a.order),
    byToken(datastoreId, token) {
      const id = tokens.get(`${datastoreId}/${token}`);
      return id === undefined ? undefined : find(datastoreId, id);
    },
    keepToken: (job, token) => tokens.put(`${job.datastoreId}/${token}`, job.id),
  };
};
