import { AwsError } from '../../kernel/errors.ts';
import type { ServiceFactory } from '../../kernel/kernel.ts';
import { eventsOperations } from './api.ts';
import { busesOn, entryOf } from './bus.ts';
import { deliveriesOn } from './delivery.ts';
import { busOf } from './names.ts';
import { eventBusPolicyResource, eventBusResource, ruleResource } from './resource.ts';
import { rulesOn } from './rule.ts';

/** Amazon EventBridge: buses and rules. An event and what its rules send of it are one transaction. */
export const events: ServiceFactory = (kernel) => {
  const rules = rulesOn(kernel.journal);
  const buses = busesOn(kernel, rules, deliveriesOn(kernel));
  kernel.targets.register('events', {
    deliver(arn, { body, parameters = {} }) {
      const bus = busOf(buses, arn);
      const { ErrorCode, ErrorMessage } = buses.put({ ...entryOf(body, parameters), EventBusName: bus.name });
      if (ErrorCode !== undefined) throw new AwsError(ErrorCode, ErrorMessage ?? ErrorCode);
    },
  });
  return {
    name: 'events',
    resources: {
      'AWS::Events::EventBus': eventBusResource(buses),
      'AWS::Events::EventBusPolicy': eventBusPolicyResource(),
      'AWS::Events::Rule': ruleResource(kernel, buses, rules),
    },
    operations: eventsOperations(kernel, buses, rules),
  };
};
