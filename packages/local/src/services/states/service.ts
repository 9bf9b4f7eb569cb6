import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import type { AnyOperation } from '../../kernel/operations.ts';
import type { Service } from '../../kernel/service.ts';
import { activityOperations, activityResource } from './activity-operations.ts';
import { ActivityStore } from './activity-store.ts';
import { ActivityWorkers } from './activity-workers.ts';
import { executionOperations } from './api.ts';
import { ALARMS } from './effect-performer.ts';
import { executionEngine } from './engine.ts';
import { executionReads } from './execution-reads.ts';
import { ExecutionStore } from './execution-store.ts';
import { machineOperations } from './machine-operations.ts';
import { MachineStore } from './machine-store.ts';
import { mapRunOperations } from './map-run-operations.ts';
import { MapRunStore } from './map-run-store.ts';
import { redriveExecution } from './redrive-execution.ts';
import { stateMachineResource } from './resource.ts';
import { executionStarter } from './start-execution.ts';
import { TagStore, tagOperations } from './tag-operations.ts';
import { taskCaller } from './task-runner.ts';
import { taskTokens } from './task-token.ts';
import { testState } from './test-state/operation.ts';
import { versionOperations } from './version-operations.ts';
import { versionResources } from './version-resource.ts';
import { VersionStore } from './version-store.ts';

/** AWS Step Functions: Standard workflows. */
export const states: ServiceFactory = (kernel: Kernel): Service => {
  const machines = new MachineStore(kernel.journal);
  const versions = new VersionStore(kernel.journal, machines);
  const tags = new TagStore(kernel.journal);
  const store = new ExecutionStore(kernel.journal);
  const activities = new ActivityStore(kernel.journal);
  const workers = new ActivityWorkers(kernel, activities);
  const mapRuns = new MapRunStore(kernel.journal);
  const engine = executionEngine(kernel, machines, store, mapRuns, {
    workers,
    has: (arn) => activities.find(arn) !== undefined,
  });
  workers.serve({
    isOpen: ({ token }) => store.token(token)?.ended === false,
    receive: engine.receive,
  });
  const start = executionStarter(kernel, versions, store, engine);
  kernel.alarms.on(ALARMS, (key) => {
    const at = key.lastIndexOf('#');
    void engine.receive(key.slice(0, at), { type: 'TimerFired', timer: key.slice(at + 1) });
  });
  kernel.targets.register('states', {
    deliver(arn, { body, parameters }) {
      const name = parameters?.name;
      start.deliver({ machineArn: arn, input: body, ...(typeof name === 'string' ? { name } : {}) });
    },
  });
  return {
    name: 'states',
    resources: {
      'AWS::StepFunctions::StateMachine': stateMachineResource(kernel, machines),
      'AWS::StepFunctions::Activity': activityResource(kernel, activities),
      ...versionResources(kernel, machines, versions),
    },
    operations: {
      ...machineOperations(kernel, { machines, versions, tags }),
      ...activityOperations(kernel, activities, workers, tags),
      ...versionOperations(kernel, machines, versions),
      ...tagOperations(tags, (arn) => machines.find(arn) !== undefined || activities.find(arn) !== undefined),
      ...executionOperations(store, engine, start, taskTokens(store, engine)),
      ...executionReads(store, machines, versions, kernel),
      RedriveExecution: redriveExecution(kernel, store, engine) as AnyOperation,
      TestState: testState({
        kernel,
        callTask: taskCaller(kernel),
        turn: () => new Promise((resolve) => kernel.journal.afterCommit(resolve)),
      }) as AnyOperation,
      ...mapRunOperations(store, mapRuns, engine),
    },
    start: () => engine.resume(),
    stop: async () => engine.stop(),
  };
};
