import type { SQSEvent, SQSRecord } from 'aws-lambda';

/** An SQS message as Lambda receives it, for tests; a body that is not text becomes JSON. */
export const message = (messageId: string, body: unknown, receiveCount = 1): SQSRecord => ({
  messageId,
  receiptHandle: messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: '0',
    SenderId: 'events',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:note-reader',
  awsRegion: 'us-east-1',
});

/** The event of a batch of messages. */
export const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });
