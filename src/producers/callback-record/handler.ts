import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBRecord } from 'aws-lambda';
import { framesOf, reasonOf } from '../../bus/errors.ts';
import { announceRequest, type RequestAnnouncement } from './announce-request.ts';

const logger = new Logger();

/** A pipe's enrichment: callback records in, ExportRequested out. Records are never logged: they hold the token. */
export const handler = async (records: readonly DynamoDBRecord[]): Promise<readonly RequestAnnouncement[]> => {
  try {
    return records.map(announceRequest);
  } catch (error) {
    logger.error('Callback record not announced', { ...reasonOf(error), frames: framesOf(error) });
    throw error;
  }
};
