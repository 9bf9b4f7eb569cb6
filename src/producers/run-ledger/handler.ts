import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBRecord } from 'aws-lambda';
import { framesOf, reasonOf } from '../../bus/errors.ts';
import { type Announcement, announceEvent } from './announce-event.ts';

const logger = new Logger();

/** A pipe's enrichment: ledger stream records in, events out, in order. One that fails stops its batch: order is kept. */
export const handler = async (records: readonly DynamoDBRecord[]): Promise<readonly Announcement[]> => {
  try {
    return records.map(announceEvent);
  } catch (error) {
    logger.error('Stream record not announced', { ...reasonOf(error), frames: framesOf(error) });
    throw error;
  }
};
