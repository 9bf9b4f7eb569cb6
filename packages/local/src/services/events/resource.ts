import type { Target } from '@aws-sdk/client-eventbridge';
import { isAwsError, RefusedError } from '../../kernel/errors.ts';
import type { Json } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, list, object, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { type Buses, DEFAULT_BUS } from './bus.ts';
import { busOf, ruleArnOf } from './names.ts';
import type { Rule, Rules } from './rule.ts';
import { targetOf } from './rule-target.ts';

/** AWS::Events::EventBus. */
export const eventBusResource = (buses: Buses): ResourceType => ({
  properties: {
    Name: executed,
    Description: executed,
    Tags: inert('nothing here reads tags'),
    KmsKeyIdentifier: inert('events lie unencrypted in the journal of this machine'),
    DeadLetterConfig: object({ Arn: inert('it is for events whose key cannot be used, and there is none here') }),
  },
  declare({ properties }) {
    const bus = buses.create(String(properties.Name));
    return { ref: bus.name, attributes: { Arn: bus.arn, Name: bus.name } };
  },
  remove: (ref) => buses.remove(ref),
});

/** AWS::Events::EventBusPolicy: grants to other accounts, of which there are none here. */
export const eventBusPolicyResource = (): ResourceType => {
  const why = 'there is no other account on this machine';
  return {
    properties: {
      EventBusName: inert(why),
      StatementId: inert(why),
      Statement: inert(why),
      Action: inert(why),
      Principal: inert(why),
      Condition: inert(why),
    },
    declare: ({ physicalName }) => ({ ref: physicalName(), attributes: {} }),
  };
};

const text = (value: Json | undefined): string | undefined => (value === undefined ? undefined : String(value));

const checked = <T>(path: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!isAwsError(error)) throw error;
    throw new RefusedError(path, error.message, 'See the EventBridge User Guide for what a rule may say.');
  }
};

/** AWS::Events::Rule. */
export const ruleResource = (kernel: Kernel, buses: Buses, rules: Rules): ResourceType => ({
  properties: {
    Name: executed,
    Description: executed,
    EventBusName: executed,
    EventPattern: executed,
    RoleArn: executed,
    State: oneOf('ENABLED', 'DISABLED'),
    Tags: inert('nothing here reads tags'),
    Targets: list(
      object({
        Id: executed,
        Arn: executed,
        RoleArn: executed,
        Input: executed,
        InputPath: executed,
        InputTransformer: object({ InputPathsMap: executed, InputTemplate: executed }),
        DeadLetterConfig: object({ Arn: executed }),
        RetryPolicy: object({ MaximumEventAgeInSeconds: executed, MaximumRetryAttempts: executed }),
        SqsParameters: object({ MessageGroupId: executed }),
      }),
    ),
  },
  declare({ properties, physicalName }) {
    const bus = checked('/EventBusName', () => busOf(buses, text(properties.EventBusName) ?? DEFAULT_BUS));
    const name = text(properties.Name) ?? physicalName(64);
    const description = text(properties.Description);
    const targets = Array.isArray(properties.Targets) ? (properties.Targets as unknown as readonly Target[]) : [];
    const rule: Rule = {
      name,
      bus: bus.name,
      arn: ruleArnOf(kernel, bus.name, name),
      pattern: JSON.stringify(properties.EventPattern ?? {}),
      state: text(properties.State) === 'DISABLED' ? 'DISABLED' : 'ENABLED',
      targets: checked('/Targets', () => targets.map(targetOf)),
      ...(description === undefined ? {} : { description }),
    };
    checked('/EventPattern', () => rules.put(rule));
    return { ref: bus.name === DEFAULT_BUS ? name : `${bus.name}|${name}`, attributes: { Arn: rule.arn } };
  },
  whileRunning: true,
  remove(ref) {
    const [first = '', second] = ref.split('|');
    rules.remove(second === undefined ? DEFAULT_BUS : first, second ?? first);
  },
});
