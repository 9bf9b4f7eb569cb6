import type { ServiceFactory } from '../../kernel/kernel.ts';
import { schedulerOperations } from './api.ts';
import { scheduleGroupResource, scheduleResource } from './resource.ts';
import { schedulesOn } from './schedule.ts';

/** EventBridge Scheduler: what is due is an alarm in the journal, so nothing is forgotten over a restart. */
export const scheduler: ServiceFactory = (kernel) => {
  const schedules = schedulesOn(kernel);
  return {
    name: 'scheduler',
    resources: {
      'AWS::Scheduler::Schedule': scheduleResource(kernel, schedules),
      'AWS::Scheduler::ScheduleGroup': scheduleGroupResource(kernel),
    },
    operations: schedulerOperations(kernel, schedules),
  };
};
