import { SQSClient } from '@aws-sdk/client-sqs';
import { consume, deadLettersFrom } from '@carillon/runtime/consume';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { templateConsumer } from '../../../generated/subscriptions.ts';
import { upcasters } from '../../upcasters/upcasters.ts';
import { summarize } from './summarize.ts';

const { log, handler: instrumented } = instrument();
const deadLetters = deadLettersFrom(new SQSClient(), templateConsumer, process.env);

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumented(
  consume(
    templateConsumer,
    async (event) => {
      log.info('Event received', { ...summarize(event) });
    },
    { log, deadLetters, upcasters },
  ),
);
