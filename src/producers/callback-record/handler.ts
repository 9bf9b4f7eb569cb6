import { enrich, type PipeEvent } from '@carillon/runtime/enrich';
import { loggable, reasonOf } from '@carillon/runtime/errors';
import { type Handler, watching } from '@carillon/runtime/watch';
import type { DynamoDBRecord } from 'aws-lambda';
import { announceRequest } from './announce-request.ts';

const watch = watching();
const announce = enrich(announceRequest, { log: watch.log });

/**
 * A pipe's enrichment: callback records in, ExportRequested out. A record that cannot be announced fails its batch and
 * is not put aside: it holds the token, which no log, queue or event may.
 */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = watch.handler(async (records) => {
  try {
    return await announce(records);
  } catch (error) {
    const { code, message } = reasonOf(error);
    watch.log.error('Callback record not announced', loggable(error));
    throw new Error(`${code}: ${message}`);
  }
});
