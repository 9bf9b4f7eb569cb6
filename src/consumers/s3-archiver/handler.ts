import { archiveRecord } from '@carillon/runtime/archive-records';
import type { Handler } from '@carillon/runtime/observability';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';
import { instrumentFunction } from '../../observability.ts';
import { placeOf } from './archive-record.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;

/** The archive's transform: the rule sends to Firehose itself, and Firehose asks here where each event belongs. */
export const handler: Handler<FirehoseTransformationEvent, FirehoseTransformationResult> = instrumentation.handler(
  async ({ records }) => {
    const results = records.map((record) => archiveRecord(record, placeOf));
    const failed = results.filter(({ result }) => result !== 'Ok').map(({ recordId }) => recordId);
    if (failed.length > 0) {
      log.error('Records that are no events go to errors/', { records: failed });
      log.count('RecordsMisfiled', failed.length);
    }
    return { records: results };
  },
);
