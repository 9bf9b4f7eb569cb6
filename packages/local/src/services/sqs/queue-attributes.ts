import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, parseJson } from '../../kernel/json.ts';

interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** What can be set on a standard queue, with SetQueueAttributes' names and defaults; times in seconds. */
export interface QueueAttributes {
  readonly VisibilityTimeout: number;
  readonly DelaySeconds: number;
  readonly MessageRetentionPeriod: number;
  readonly MaximumMessageSize: number;
  readonly ReceiveMessageWaitTimeSeconds: number;
  readonly RedrivePolicy?: RedrivePolicy;
  readonly Policy?: Json;
}

export const DEFAULTS: QueueAttributes = {
  VisibilityTimeout: 30,
  DelaySeconds: 0,
  MessageRetentionPeriod: 345_600,
  MaximumMessageSize: 1_048_576,
  ReceiveMessageWaitTimeSeconds: 0,
};

type NumberName = Exclude<keyof QueueAttributes, 'RedrivePolicy' | 'Policy'>;

/** API reference, SetQueueAttributes. */
const BOUNDS: Readonly<Record<NumberName, readonly [least: number, most: number]>> = {
  VisibilityTimeout: [0, 43_200],
  DelaySeconds: [0, 900],
  MessageRetentionPeriod: [60, 1_209_600],
  MaximumMessageSize: [1_024, 1_048_576],
  ReceiveMessageWaitTimeSeconds: [0, 20],
};

const invalidValue = (name: string): AwsError =>
  new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

const wholeNumber = (name: NumberName, value: Json): number => {
  const number = Number(value);
  const [least, most] = BOUNDS[name];
  if (!Number.isInteger(number) || number < least || number > most) throw invalidValue(name);
  return number;
};

const parsed = (name: string, value: Json): Json => {
  if (typeof value !== 'string') return value;
  try {
    return parseJson(value);
  } catch {
    throw invalidValue(name);
  }
};

const redrivePolicy = (value: Json): RedrivePolicy => {
  const policy = parsed('RedrivePolicy', value);
  const { deadLetterTargetArn, maxReceiveCount } = isJsonObject(policy) ? policy : {};
  const times = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== 'string' || !Number.isInteger(times) || times < 1 || times > 1_000)
    throw invalidValue('RedrivePolicy');
  return { deadLetterTargetArn, maxReceiveCount: times };
};

const isNumberName = (name: string): name is NumberName => Object.hasOwn(BOUNDS, name);

const without = (attributes: QueueAttributes, name: 'RedrivePolicy' | 'Policy'): QueueAttributes =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== name)) as unknown as QueueAttributes;

const withOne = (attributes: QueueAttributes, name: string, value: Json): QueueAttributes => {
  if (isNumberName(name)) return { ...attributes, [name]: wholeNumber(name, value) };
  if (name !== 'RedrivePolicy' && name !== 'Policy')
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  // An empty value takes the attribute away.
  if (value === '') return without(attributes, name);
  return { ...attributes, [name]: name === 'Policy' ? parsed(name, value) : redrivePolicy(value) };
};

/** Attributes as SetQueueAttributes or a template gives them, over those there are. @throws AwsError */
export const withAttributes = (attributes: QueueAttributes, given: Readonly<Record<string, Json>>): QueueAttributes =>
  Object.entries(given).reduce((sofar, [name, value]) => withOne(sofar, name, value), attributes);
