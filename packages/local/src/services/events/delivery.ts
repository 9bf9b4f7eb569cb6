import { isAwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { targetInput } from '../../templating/input-transformer.ts';
import type { BusEvent } from './event.ts';
import type { Rule, RuleTarget } from './rule.ts';

/** A delivery that its target refused, kept until it is taken, too old, or tried too often. */
interface Pending {
  readonly body: string;
  readonly ruleArn: string;
  readonly target: RuleTarget;
  readonly event: { readonly id: string; readonly source: string; readonly detailType: string };
  readonly since: number;
  readonly attempts: number;
}

/** First pause before a delivery is tried again; it doubles, with jitter, up to an hour. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 3_600_000;

/** Errors that another attempt will meet again ("Why EventBridge retries delivering events": no retry, straight to the DLQ). */
const FINAL = new Set([
  'AccessDeniedException',
  'ResourceNotFoundException',
  'QueueDoesNotExist',
  'InvalidParameterException',
]);

export interface Deliveries {
  deliver(rule: Rule, event: BusEvent): void;
}

const parametersOf = (target: RuleTarget, event: BusEvent): RuleTarget['parameters'] => ({
  Source: event.source,
  DetailType: event['detail-type'],
  Time: event.time,
  Resources: event.resources,
  ...target.parameters,
});

/** Brings events to targets: at once where they take them, else again and again, else to the dead-letter queue. */
export const deliveriesOn = (kernel: Kernel): Deliveries => {
  const { journal, alarms, clock, chance, targets, identity, activity } = kernel;
  const pendings = journal.table<Pending>('events_pending');

  const attempt = (pending: Pending): unknown => {
    try {
      const { target, body } = pending;
      const caller = target.roleArn ?? 'events.amazonaws.com';
      // A queue's policy may bind the bus to this rule (aws:SourceArn).
      const parameters = { ...target.parameters, SourceArn: pending.ruleArn };
      journal.atomically(() => targets.deliver(target.arn, { body, caller, parameters }));
      return undefined;
    } catch (error) {
      return error ?? new Error('refused');
    }
  };

  const bury = (pending: Pending, code: string, message: string, exhausted: string | undefined): void => {
    const { target, ruleArn, attempts, body, event } = pending;
    const facts = { detailType: event.detailType, code };
    activity.note({
      service: 'events',
      action: target.deadLetterArn === undefined ? 'EventDropped' : 'EventDeadLettered',
      resource: target.arn,
      facts,
    });
    if (target.deadLetterArn === undefined) return;
    // User Guide, "Using dead-letter queues to process undelivered events": message attributes.
    const attributes = {
      RULE_ARN: ruleArn,
      TARGET_ARN: target.arn,
      ERROR_CODE: code,
      ERROR_MESSAGE: message,
      RETRY_ATTEMPTS: String(attempts),
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    try {
      journal.atomically(() =>
        targets.deliver(target.deadLetterArn ?? '', {
          body,
          caller: 'events.amazonaws.com',
          parameters: { SourceArn: ruleArn },
          attributes,
        }),
      );
    } catch (error) {
      kernel.report(error, `events: dead letter of ${ruleArn}`);
    }
  };

  const failed = (id: string, pending: Pending, error: unknown): void => {
    const { attempts, since, target, event } = pending;
    const [code, message] = isAwsError(error) ? [error.code, error.message] : ['INTERNAL_ERROR', String(error)];
    activity.note({
      service: 'events',
      action: 'DeliveryFailed',
      resource: target.arn,
      facts: { detailType: event.detailType, code },
    });
    const pause = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** attempts) * (0.5 + chance.next() / 2);
    const tooOften = attempts >= target.maximumRetryAttempts ? 'MaximumRetryAttempts' : undefined;
    const tooOld =
      clock.now() + pause > since + target.maximumEventAgeSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
    const final = FINAL.has(code);
    if (final || tooOften !== undefined || tooOld !== undefined) {
      pendings.delete(id);
      bury(pending, code, message, final ? undefined : (tooOften ?? tooOld));
      return;
    }
    pendings.put(id, { ...pending, attempts: attempts + 1 });
    alarms.set('events_retry', id, clock.now() + pause);
  };

  alarms.on('events_retry', (id) => {
    const pending = pendings.get(id);
    if (pending === undefined) return;
    const error = attempt(pending);
    if (error === undefined) pendings.delete(id);
    else failed(id, pending, error);
  });

  return {
    deliver(rule, event) {
      for (const target of rule.targets) {
        const context = { ruleArn: rule.arn, ruleName: rule.name, ingestionTime: new Date(clock.now()).toISOString() };
        const pending: Pending = {
          body: targetInput(target, { ...event } as JsonObject, context),
          ruleArn: rule.arn,
          target: { ...target, parameters: parametersOf(target, event) },
          event: { id: event.id, source: event.source, detailType: event['detail-type'] },
          since: clock.now(),
          attempts: 0,
        };
        const error = attempt(pending);
        if (error !== undefined) failed(identity.uuid(), pending, error);
      }
    },
  };
};
