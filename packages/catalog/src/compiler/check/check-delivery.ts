import { type Diagnostic, fault } from '../diagnostic.ts';
import { isObject, type JsonObject, objectAt, show, stringAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import type { LoadedCatalog, LoadedOperation } from '../stages.ts';
import { deliveryOf } from './delivery.ts';

interface Setting {
  readonly least: number;
  readonly most: number;
  readonly source: string;
}

/** Limits as AWS gives them. */
const settings: Readonly<Record<string, Setting>> = {
  batchSize: { least: 1, most: 10_000, source: 'Lambda, CreateEventSourceMapping, BatchSize' },
  maxBatchingWindowSeconds: {
    least: 0,
    most: 300,
    source: 'Lambda, CreateEventSourceMapping, MaximumBatchingWindowInSeconds',
  },
  maxReceiveCount: { least: 1, most: 1_000, source: 'SQS, RedrivePolicy' },
  visibilityTimeoutSeconds: { least: 0, most: 43_200, source: 'SQS, CreateQueue, VisibilityTimeout' },
  functionTimeoutSeconds: { least: 1, most: 900, source: 'Lambda, CreateFunction, Timeout' },
};

export function checkDelivery({ operations }: LoadedCatalog): readonly Diagnostic[] {
  return operations
    .filter(({ action }) => action === 'receive')
    .flatMap((operation) => [...checkPatternGiven(operation), ...checkSettings(operation)]);
}

function checkPatternGiven({ pointer, body }: LoadedOperation): readonly Diagnostic[] {
  const pattern = objectAt(body, 'x-eventbridge').pattern;
  if (isObject(pattern) && Object.keys(pattern).length > 0) return [];
  const text = {
    expected: 'x-eventbridge: { pattern: {...} }',
    received: show(pattern),
    fix: 'Say which events the consumer asks for.',
  };
  return [fault('receive-has-pattern', 'asyncapi.yaml', `${pointer}/x-eventbridge/pattern`, text)];
}

function checkSettings(operation: LoadedOperation): readonly Diagnostic[] {
  const binding = objectAt(operation.body, 'x-eventbridge');
  const at = pointerTo(operation.pointer, 'x-eventbridge');
  const { pattern: _pattern, delivery, startingFrom, target, ...rest } = binding;
  if (target !== undefined) return checkTarget(operation, at, binding);
  if (delivery !== undefined && delivery !== 'queue' && delivery !== 'firehose') {
    return [deliveryFault(`${at}/delivery`, 'queue or firehose', show(delivery))];
  }
  if (startingFrom !== undefined && (delivery === 'firehose' || !isInstant(startingFrom)))
    return [
      deliveryFault(
        `${at}/startingFrom`,
        'an instant such as 2026-11-23T20:00:00Z, before a queue',
        show(startingFrom),
      ),
    ];
  const faults = Object.entries(rest).flatMap(([key, value]) => {
    const setting = delivery === 'firehose' ? undefined : settings[key];
    if (setting === undefined) {
      const known = delivery === 'firehose' ? 'pattern and delivery alone' : Object.keys(settings).join(', ');
      return [deliveryFault(pointerTo(at, key), known, key)];
    }
    const fits = Number.isInteger(value) && Number(value) >= setting.least && Number(value) <= setting.most;
    return fits
      ? []
      : [deliveryFault(pointerTo(at, key), `${setting.least} to ${setting.most} (${setting.source})`, show(value))];
  });
  return faults.length > 0 ? faults : checkTogether(operation, at);
}

/** A rule that starts a workflow has no queue, and so none of its settings; its party is the workflow. */
function checkTarget(
  { party }: LoadedOperation,
  at: string,
  { target, pattern: _pattern, ...settings }: JsonObject,
): readonly Diagnostic[] {
  const faults = Object.keys(settings).map((key) =>
    fault('target-is-workflow', 'asyncapi.yaml', pointerTo(at, key), {
      expected: 'pattern and target alone: a rule starts a workflow without a queue',
      received: key,
      fix: 'Remove the setting, or the target.',
    }),
  );
  if (stringAt(target, 'workflow') === party && isObject(target) && Object.keys(target).length === 1) return faults;
  const text = {
    expected: `target: { workflow: ${party} }, the workflow in src/workflows/${party}: an operation is named for its party`,
    received: show(target),
    fix: 'Give the operation the name of the workflow that it starts; carillon workflow new makes one.',
  };
  return [fault('target-is-workflow', 'asyncapi.yaml', `${at}/target`, text), ...faults];
}

const isInstant = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));

function checkTogether({ body }: LoadedOperation, at: string): readonly Diagnostic[] {
  const delivery = deliveryOf(body);
  if (delivery.kind !== 'queue') return [];
  const faults: Diagnostic[] = [];
  if (delivery.batchSize > 10 && delivery.maxBatchingWindowSeconds < 1) {
    faults.push(
      deliveryFault(
        `${at}/batchSize`,
        'maxBatchingWindowSeconds of at least 1 with a batch over 10 (Lambda, Using Lambda with Amazon SQS)',
        '0',
      ),
    );
  }
  if (delivery.visibilityTimeoutSeconds < delivery.functionTimeoutSeconds) {
    const expected = `at least the function's timeout, ${delivery.functionTimeoutSeconds} (Lambda refuses the mapping otherwise)`;
    faults.push(deliveryFault(`${at}/visibilityTimeoutSeconds`, expected, `${delivery.visibilityTimeoutSeconds}`));
  }
  return faults;
}

function deliveryFault(pointer: string, expected: string, received: string): Diagnostic {
  return fault('delivery-known', 'asyncapi.yaml', pointer, {
    expected,
    received,
    fix: 'Correct the setting, or leave it out for its default.',
  });
}
