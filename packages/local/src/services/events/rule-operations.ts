import type {
  DeleteRuleRequest,
  DisableRuleRequest,
  PutRuleRequest,
  PutRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { type Buses, DEFAULT_BUS } from './bus.ts';
import { busOf, ruleArnOf, ruleOf } from './names.ts';
import type { Rule, Rules } from './rule.ts';
import { targetOf } from './rule-target.ts';

/** PutRule, PutTargets and their opposites: a client subscribes from outside as it would on AWS. */
export const changingOperations = (
  kernel: Kernel,
  buses: Buses,
  rules: Rules,
): Readonly<Record<string, AnyOperation>> => {
  const needs =
    (action: string) =>
    (input: {
      readonly EventBusName?: string | undefined;
      readonly Name?: string | undefined;
      readonly Rule?: string | undefined;
    }): readonly Permission[] => [
      { action, resource: ruleArnOf(kernel, input.EventBusName ?? DEFAULT_BUS, input.Name ?? input.Rule ?? '') },
    ];
  const putRule: Operation<PutRuleRequest, PutRuleResponse> = {
    needs: needs('events:PutRule'),
    run({ Name = '', EventBusName, EventPattern, State, Description, ScheduleExpression }) {
      if (EventPattern === undefined || ScheduleExpression !== undefined) {
        throw new AwsError(
          'ValidationException',
          'A rule needs an EventPattern; for schedules use EventBridge Scheduler.',
        );
      }
      const bus = busOf(buses, EventBusName);
      const known = rules.get(bus.name, Name);
      const rule: Rule = {
        name: Name,
        bus: bus.name,
        arn: ruleArnOf(kernel, bus.name, Name),
        pattern: EventPattern,
        state: State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
        targets: known?.targets ?? [],
        ...(Description === undefined ? {} : { description: Description }),
      };
      rules.put(rule);
      return { RuleArn: rule.arn };
    },
  };
  const putTargets: Operation<PutTargetsRequest, PutTargetsResponse> = {
    needs: needs('events:PutTargets'),
    run({ Rule: name, EventBusName, Targets = [] }) {
      const rule = ruleOf(rules, busOf(buses, EventBusName), name);
      const added = Targets.map(targetOf);
      const kept = rule.targets.filter(({ id }) => !added.some((target) => target.id === id));
      rules.put({ ...rule, targets: [...kept, ...added] });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
  const removeTargets: Operation<RemoveTargetsRequest, RemoveTargetsResponse> = {
    needs: needs('events:RemoveTargets'),
    run({ Rule: name, EventBusName, Ids = [] }) {
      const rule = ruleOf(rules, busOf(buses, EventBusName), name);
      rules.put({ ...rule, targets: rule.targets.filter(({ id }) => !Ids.includes(id)) });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
  const deleteRule: Operation<DeleteRuleRequest, Record<string, never>> = {
    needs: needs('events:DeleteRule'),
    run({ Name, EventBusName }) {
      const bus = busOf(buses, EventBusName);
      const rule = rules.get(bus.name, Name ?? '');
      if (rule !== undefined && rule.targets.length > 0) {
        throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
      }
      rules.remove(bus.name, Name ?? '');
      return {};
    },
  };
  const switching = (action: string, state: Rule['state']): Operation<DisableRuleRequest, Record<string, never>> => ({
    needs: needs(action),
    run({ Name, EventBusName }) {
      rules.put({ ...ruleOf(rules, busOf(buses, EventBusName), Name), state });
      return {};
    },
  });
  return {
    PutRule: putRule,
    PutTargets: putTargets,
    RemoveTargets: removeTargets,
    DeleteRule: deleteRule,
    EnableRule: switching('events:EnableRule', 'ENABLED'),
    DisableRule: switching('events:DisableRule', 'DISABLED'),
  };
};
