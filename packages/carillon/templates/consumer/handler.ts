import { SQSClient } from '@aws-sdk/client-sqs';
import { consume } from '@carillon/runtime/consume';
import { deadLettersFrom } from '@carillon/runtime/dead-letters';
import { type Handler, watching } from '@carillon/runtime/watch';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { templateConsumer } from '../../../generated/subscriptions.ts';
import { summarize } from './summarize.ts';

const watch = watching();
const deadLetters = deadLettersFrom(new SQSClient(), templateConsumer, process.env);

export const handler: Handler<SQSEvent, SQSBatchResponse> = watch.handler(
  consume(
    templateConsumer,
    async (event) => {
      watch.log.info('Event received', { ...summarize(event) });
    },
    { log: watch.log, ...(deadLetters === undefined ? {} : { deadLetters }) },
  ),
);
