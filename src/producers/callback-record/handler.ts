import { enrich, type PipeEvent } from '@carillon/runtime/enrich';
import { loggable, reasonOf } from '@carillon/runtime/errors';
import type { Handler } from '@carillon/runtime/observability';
import type { DynamoDBRecord } from 'aws-lambda';
import { instrumentFunction } from '../../observability.ts';
import { announceRequest } from './announce-request.ts';

const instrumentation = instrumentFunction();
const { log } = instrumentation;
const announce = enrich(announceRequest, { log });

/**
 * A pipe's enrichment: callback records in, ExportRequested out. A record that cannot be announced fails its batch and
 * is not put aside: it holds the token, which no log, queue or event may.
 */
export const handler: Handler<readonly DynamoDBRecord[], readonly PipeEvent[]> = instrumentation.handler(
  async (records) => {
    try {
      return await announce(records);
    } catch (error) {
      const { code, message } = reasonOf(error);
      log.error('Callback record not announced', loggable(error));
      throw new Error(`${code}: ${message}`);
    }
  },
);
