import { type Handler, watching } from '@carillon/runtime/watch';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { archiveRecord } from './archive-record.ts';

const watch = watching();

/** The archive's transform: the rule sends to Firehose itself, and Firehose asks here where each event belongs. */
export const handler: Handler<FirehoseTransformationEvent, FirehoseTransformationResult> = watch.handler(
  async ({ records }) => {
    const results = records.map(archiveRecord);
    const failed = results.filter(({ result }) => result !== 'Ok').map(({ recordId }) => recordId);
    if (failed.length > 0) {
      watch.log.error('Records that are no events go to errors/', { records: failed });
      watch.log.count('RecordsMisfiled', failed.length);
    }
    return { records: results };
  },
);
