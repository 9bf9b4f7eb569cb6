import { isAwsError, RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { executed, inert, list, object, oneOf, type PropertyRules } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import type { Broker } from './broker.ts';
import type { Queue, Queues } from './queue.ts';
import { DEFAULTS, type QueueAttributes, withAttributes } from './queue-attributes.ts';

const encryption = inert('The data folder is as safe as the disk it lies on.');

const queueProperties: PropertyRules = {
  QueueName: executed,
  VisibilityTimeout: executed,
  DelaySeconds: executed,
  MessageRetentionPeriod: executed,
  MaximumMessageSize: executed,
  ReceiveMessageWaitTimeSeconds: executed,
  RedrivePolicy: object({ deadLetterTargetArn: executed, maxReceiveCount: executed }),
  RedriveAllowPolicy: inert('Which queues use this one for dead letters is said by their own RedrivePolicy.'),
  FifoQueue: oneOf(false),
  KmsMasterKeyId: encryption,
  KmsDataKeyReusePeriodSeconds: encryption,
  SqsManagedSseEnabled: encryption,
  Tags: inert('Nothing on one machine is chosen by tag.'),
};

const EXECUTED = new Set([...Object.keys(DEFAULTS), 'RedrivePolicy']);

const attributesOf = (properties: JsonObject): QueueAttributes => {
  const given = Object.entries(properties).filter(([name]) => EXECUTED.has(name));
  try {
    return withAttributes(DEFAULTS, Object.fromEntries(given));
  } catch (error) {
    if (!isAwsError(error)) throw error;
    throw new RefusedError('', error.message, 'Give a value that SetQueueAttributes accepts.');
  }
};

/** AWS::SQS::Queue, standard queues. */
export const queueResource = (queues: Queues, broker: Broker): ResourceType => ({
  properties: queueProperties,
  whileRunning: true,
  declare({ properties, physicalName }) {
    const name = typeof properties.QueueName === 'string' ? properties.QueueName : physicalName(80);
    // The policy is a resource of its own and stays.
    const policy = queues.find(name)?.attributes.Policy;
    const attributes = attributesOf(properties);
    const queue = queues.put(name, policy === undefined ? attributes : { ...attributes, Policy: policy });
    broker.retentionChanged(queue);
    return { ref: queues.urlOf(name), attributes: { Arn: queue.arn, QueueName: name, QueueUrl: queues.urlOf(name) } };
  },
  remove(ref) {
    const name = ref.split('/').at(-1) ?? '';
    broker.forget(name);
    queues.remove(name);
  },
});

const queuesOf = (properties: JsonObject, queues: Queues): readonly Queue[] => {
  const urls: readonly Json[] = Array.isArray(properties.Queues) ? (properties.Queues as readonly Json[]) : [];
  return urls.map((url) => queues.byUrl(String(url)));
};

/** AWS::SQS::QueuePolicy: decides which AWS services may send. */
export const queuePolicyResource = (queues: Queues): ResourceType => ({
  properties: { PolicyDocument: executed, Queues: list(executed) },
  whileRunning: true,
  declare({ properties, physicalName }) {
    const policy = properties.PolicyDocument;
    if (!isJsonObject(policy)) throw new RefusedError('/PolicyDocument', String(policy), 'Give a policy document.');
    for (const { name, attributes } of queuesOf(properties, queues))
      queues.put(name, { ...attributes, Policy: policy });
    return { ref: physicalName(), attributes: { Id: physicalName() } };
  },
});
