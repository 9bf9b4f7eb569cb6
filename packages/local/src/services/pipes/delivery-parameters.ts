import { AwsError } from '../../kernel/errors.ts';
import { isExactNumber, type Json } from '../../kernel/json.ts';
import { isPath, readPath } from '../../templating/json-path.ts';
import { withParsedBody } from '../../templating/record-body.ts';
import type { Pipe } from './pipe.ts';

const filled = (name: string, value: Json, item: Json): Json => {
  if (Array.isArray(value)) return value.map((each: Json) => filled(name, each, item));
  if (typeof value !== 'string' || !value.startsWith('$.') || !isPath(value)) return value;
  const found = readPath(item, value);
  // What a target takes as a parameter is a text; a number's digits are its text.
  if (isExactNumber(found)) return found.rawJSON;
  if (found !== undefined && found !== null) return found;
  throw new AwsError('ValidationException', `${name}: there is nothing at ${value}.`);
};

/**
 * The target's parameters for one item: paths are read from the item as it is before the target's template (EventBridge
 * User Guide, "Amazon EventBridge Pipes targets", Dynamic path parameters).
 * @throws AwsError ValidationException when a path leads nowhere.
 */
export const deliveryParameters = (pipe: Pipe, item: Json): Readonly<Record<string, Json>> => {
  const readable = withParsedBody(item);
  const given = Object.entries(pipe.deliveryParameters).map(([name, value]) => [name, filled(name, value, readable)]);
  if (pipe.targetKind !== 'events') return Object.fromEntries(given);
  const from = pipe.stream === undefined ? 'aws:sqs' : 'aws:dynamodb';
  return { DetailType: `Event from ${from}`, Source: `Pipe ${pipe.name}`, ...Object.fromEntries(given) };
};
