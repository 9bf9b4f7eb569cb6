import { archiveRecord } from '@carillon/runtime/archive-records';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { FirehoseTransformationEvent, FirehoseTransformationResult } from 'aws-lambda';

const { log, handler: instrumented } = instrument();

/** The archive's transformation: the rule sends to Firehose itself, and Firehose asks here where each event belongs. */
export const handler: Handler<FirehoseTransformationEvent, FirehoseTransformationResult> = instrumented(
  async ({ records }) => {
    const results = records.map((record) => archiveRecord(record));
    const failed = results.filter(({ result }) => result !== 'Ok').map(({ recordId }) => recordId);
    if (failed.length > 0) log.error('Records that are not events go to errors/', { records: failed });
    return { records: results };
  },
);
