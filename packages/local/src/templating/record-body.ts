import { isJsonObject, type Json, parseExactJson } from '../kernel/json.ts';

const parsed = (text: string): Json => {
  try {
    return parseExactJson(text);
  } catch {
    return text;
  }
};

/**
 * A source's record with its inner text read as JSON where it is JSON: an SQS `body`, a Kinesis `data` in base64. So
 * pipes' and event source mappings' filters and pipes' templates see it.
 * Source: EventBridge User Guide, "Pipes input transformation", Implicit body data parsing.
 */
export const withParsedBody = (record: Json): Json => {
  if (!isJsonObject(record)) return record;
  const { body, data, eventSource } = record;
  if (eventSource === 'aws:sqs' && typeof body === 'string') return { ...record, body: parsed(body) };
  if (eventSource === 'aws:kinesis' && typeof data === 'string')
    return { ...record, data: parsed(Buffer.from(data, 'base64').toString('utf8')) };
  return record;
};
