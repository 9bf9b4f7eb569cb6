import type { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';

/**
 * Rings when a rule could hand an event neither to its target nor to its dead-letter queue: both lie under one key and
 * one policy, so what is wrong there is wrong for both, and without this nobody would hear of it.
 */
export const alarmWhenLost = (scope: Construct, rule: CfnRule, bus: EventBus): void =>
  void alarm(scope, 'Lost', {
    says: 'An event of this rule reached neither its target nor its dead-letter queue.',
    runbook: 'event-lost',
    metric: {
      namespace: 'AWS/Events',
      name: 'InvocationsFailedToBeSentToDlq',
      // arn:aws:events:<region>:<account>:rule/<bus>/<name>
      dimensions: { EventBusName: bus.eventBusName, RuleName: Fn.select(2, Fn.split('/', rule.attrArn)) },
      statistic: 'Sum',
    },
    atLeast: 1,
  });
