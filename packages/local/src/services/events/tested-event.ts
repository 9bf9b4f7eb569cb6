import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, parseJson } from '../../kernel/json.ts';

/** The API Reference of TestEventPattern names `resources` too, which is not asked for (localstack/localstack#11994). */
const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'detail-type'];

const read = (text: string): Json => {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
};

/** Whether TestEventPattern takes the text for an event. @throws AwsError ValidationException */
export const checkTestedEvent = (text: string): void => {
  const event = read(text);
  const missing = isJsonObject(event) ? MANDATORY.filter((field) => !Object.hasOwn(event, field)) : MANDATORY;
  if (missing.length > 0) throw new AwsError('ValidationException', 'Parameter Event is not valid.');
};
