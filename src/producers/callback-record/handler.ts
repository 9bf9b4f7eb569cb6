import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBRecord } from 'aws-lambda';
import { enrich, type PipeEvent } from '../../bus/enrich.ts';
import { loggable, reasonOf } from '../../bus/errors.ts';
import { announceRequest } from './announce-request.ts';

const logger = new Logger();

/**
 * A pipe's enrichment: callback records in, ExportRequested out. A record that cannot be announced fails its batch and
 * is not put aside: it holds the token, which no log, queue or event may.
 */
export const handler = async (records: readonly DynamoDBRecord[]): Promise<readonly PipeEvent[]> => {
  try {
    return await enrich(announceRequest)(records);
  } catch (error) {
    const { code, message } = reasonOf(error);
    logger.error('Callback record not announced', loggable(error));
    throw new Error(`${code}: ${message}`);
  }
};
