import { Logger } from '@aws-lambda-powertools/logger';
import type { FirehoseTransformationHandler } from 'aws-lambda';
import { archiveRecord } from './archive-record.ts';

const logger = new Logger();

/** The archive's transform: the rule sends to Firehose itself, and Firehose asks here where each event belongs. */
export const handler: FirehoseTransformationHandler = async ({ records }) => {
  const results = records.map(archiveRecord);
  const failed = results.filter(({ result }) => result !== 'Ok').map(({ recordId }) => recordId);
  if (failed.length > 0) logger.error('Records that are no events go to errors/', { records: failed });
  return { records: results };
};
