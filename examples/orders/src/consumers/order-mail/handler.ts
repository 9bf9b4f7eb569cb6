import { SQSClient } from '@aws-sdk/client-sqs';
import { consume, deadLettersFrom } from '@carillon/runtime/consume';
import { type Handler, instrument } from '@carillon/runtime/observability';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { orderMail } from '../../../generated/subscriptions.ts';
import { confirmation } from './confirmation.ts';

const { log, handler: instrumented } = instrument();
const deadLetters = deadLettersFrom(new SQSClient(), orderMail, process.env);

export const handler: Handler<SQSEvent, SQSBatchResponse> = instrumented(
  consume(
    orderMail,
    async (event) => {
      const { subject, text } = confirmation(event);
      // Send it here, for example by SES. The address identifies a person, so it is never logged.
      log.info('Confirmation sent', { subject, characters: text.length });
    },
    { log, deadLetters },
  ),
);
