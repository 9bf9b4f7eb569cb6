import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import type { Call } from '../../kernel/operations.ts';
import type { Service } from '../../kernel/service.ts';
import type { Target } from '../../kernel/targets.ts';
import { type LambdaParts, lambdaOperations } from './api.ts';
import { eventQueue } from './event-queue.ts';
import { eventSourceMappings } from './event-source-mappings.ts';
import { functionRegistry } from './function-registry.ts';
import { ASYNCHRONOUS_BYTES, functionInvoker, requireJson, requireSize, resultOf } from './invoker.ts';
import type { PoolLimits } from './pool.ts';
import { lambdaResources } from './resource.ts';
import { requirePermission } from './resource-policy.ts';

/** Two of a function keep two cores busy; a thread with an AWS SDK in it takes about 30 MB. */
const DEFAULT_LIMITS: PoolLimits = {
  environmentsPerFunction: 2,
  environments: 8,
  patienceMilliseconds: 300,
  idleMilliseconds: 120_000,
};

const dryRun = (FunctionName: string): object => ({ FunctionName, InvocationType: 'DryRun' });

const callBy = (kernel: Kernel, caller: string): Call => ({ caller, requestId: kernel.identity.uuid() });

/** Events and rules deliver, state machines and pipes invoke: both by the function's ARN. */
const target = ({ kernel, registry, invoker, events }: LambdaParts): Target => ({
  deliver(arn, { body, caller }) {
    const { configuration, qualifier } = registry.address(arn);
    requirePermission(registry, configuration.name, caller);
    requireSize(body, ASYNCHRONOUS_BYTES);
    requireJson(body);
    events.accept({ functionName: configuration.name, ...(qualifier === undefined ? {} : { qualifier }) }, body);
  },
  async invoke(arn, { payload, caller }) {
    // A role is judged as on the wire. A delivery cannot be: it is taken within its sender's transaction.
    if (caller.startsWith('arn:'))
      await kernel.operations.call('lambda', 'Invoke', dryRun(arn), callBy(kernel, caller));
    const addressed = registry.address(arn);
    requirePermission(registry, addressed.configuration.name, caller);
    return resultOf(await invoker.run(addressed, payload, kernel.identity.uuid()));
  },
});

/** Lambda with other limits than the usual ones. */
export const lambdaWithin =
  (limits: PoolLimits): ServiceFactory =>
  (kernel: Kernel): Service => {
    const registry = functionRegistry(kernel);
    const invoker = functionInvoker(kernel, registry, limits);
    const events = eventQueue(kernel, registry, invoker);
    const mappings = eventSourceMappings(kernel, registry, invoker);
    const parts: LambdaParts = { kernel, registry, invoker, events, mappings };
    kernel.targets.register('lambda', target(parts));
    return {
      name: 'lambda',
      resources: lambdaResources(parts),
      operations: lambdaOperations(parts),
      start() {
        events.start();
        mappings.start();
      },
      async stop() {
        mappings.stop();
        events.stop();
        await invoker.stop();
      },
    };
  };

export const lambda: ServiceFactory = lambdaWithin(DEFAULT_LIMITS);
