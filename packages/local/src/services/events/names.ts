import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type Bus, type Buses, DEFAULT_BUS } from './bus.ts';
import type { Rule, Rules } from './rule.ts';

export const arnOf = ({ region, account }: Kernel, nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : `arn:aws:events:${region}:${account}:event-bus/${nameOrArn}`;

/** "Amazon Resource Names" of rules: the default bus is not part of them. */
export const ruleArnOf = ({ region, account }: Kernel, bus: string, name: string): string =>
  `arn:aws:events:${region}:${account}:rule/${bus === DEFAULT_BUS ? '' : `${bus}/`}${name}`;

/** @throws AwsError ResourceNotFoundException */
export const busOf = (buses: Buses, name: string | undefined): Bus => {
  const bus = buses.get(name ?? DEFAULT_BUS);
  if (bus !== undefined) return bus;
  throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
};

/** @throws AwsError ResourceNotFoundException */
export const ruleOf = (rules: Rules, bus: Bus, name: string | undefined): Rule => {
  const rule = rules.get(bus.name, name ?? '');
  if (rule !== undefined) return rule;
  throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus.name}.`);
};
