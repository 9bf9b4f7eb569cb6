import { archiveRecord } from '@carillon/runtime/archive-records';
import type { Handler } from '@carillon/runtime/observability';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { instrumented } from '../../observability.ts';
import { placeOf } from './archive-record.ts';

const observability = instrumented();

/** The archive's transform: the rule sends to Firehose itself, and Firehose asks here where each event belongs. */
export const handler: Handler<FirehoseTransformationEvent, FirehoseTransformationResult> = observability.handler(
  async ({ records }) => {
    const results = records.map((record) => archiveRecord(record, placeOf));
    const failed = results.filter(({ result }) => result !== 'Ok').map(({ recordId }) => recordId);
    if (failed.length > 0) {
      observability.log.error('Records that are no events go to errors/', { records: failed });
      observability.log.count('RecordsMisfiled', failed.length);
    }
    return { records: results };
  },
);
