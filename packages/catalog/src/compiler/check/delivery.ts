import { type JsonObject, objectAt } from '../json.ts';
import type { Delivery } from '../stages.ts';

/**
 * How a consumer gets its events: a queue with a dead-letter queue before a function, unless `delivery: firehose`.
 * The visibility timeout defaults to six times the function's timeout and the batching window, as AWS advises
 * (Lambda Developer Guide, "Using Lambda with Amazon SQS": Configuring a queue to use with Lambda).
 */
export function deliveryOf(operation: JsonObject): Delivery {
  const binding = objectAt(operation, 'x-eventbridge');
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
