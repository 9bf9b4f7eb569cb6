import { AwsError } from '../kernel/errors.ts';
import type { Headers } from './http-message.ts';

/** What a page may send anywhere without asking first (Fetch, "CORS-safelisted request-header"). */
const SIMPLE = /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/**
 * No client of AWS labels a document so; a browser does.
 * @throws AwsError UnsupportedMediaTypeException
 */
export const refuseSimpleType = (headers: Headers, expected: string): void => {
  const type = headers['content-type'] ?? '';
  if (!SIMPLE.test(type)) return;
  const message = `The content type is ${type.split(';')[0]}; this protocol takes ${expected}.`;
  throw new AwsError('UnsupportedMediaTypeException', message, { status: 415 });
};
