import type { Delivery } from '@carillon/runtime/descriptor';
import { type JsonObject, objectAt, stringAt } from '../json.ts';

/**
 * How a consumer gets its events: a queue with a dead-letter queue before a function, unless it says `delivery: firehose`
 * or `target: { workflow: <name> }`.
 * The visibility timeout defaults to six times the function's timeout and the batching window, as AWS advises
 * (Lambda Developer Guide, "Using Lambda with Amazon SQS": Configuring a queue to use with Lambda).
 */
export function deliveryOf(operation: JsonObject): Delivery {
  const binding = objectAt(operation, 'x-eventbridge');
  const workflow = stringAt(binding.target, 'workflow');
  if (workflow !== undefined) return { kind: 'workflow', workflow };
  if (binding.delivery === 'firehose') return { kind: 'firehose' };
  const setting = (key: string, otherwise: number): number => {
    const value = binding[key];
    return typeof value === 'number' ? value : otherwise;
  };
  const functionTimeoutSeconds = setting('functionTimeoutSeconds', 30);
  const maxBatchingWindowSeconds = setting('maxBatchingWindowSeconds', 0);
  return {
    kind: 'queue',
    batchSize: setting('batchSize', 10),
    maxBatchingWindowSeconds,
    maxReceiveCount: setting('maxReceiveCount', 5),
    visibilityTimeoutSeconds: setting(
      'visibilityTimeoutSeconds',
      6 * functionTimeoutSeconds + maxBatchingWindowSeconds,
    ),
    functionTimeoutSeconds,
    ...(typeof binding.startingFrom === 'string' ? { startingFrom: binding.startingFrom } : {}),
  };
}
