import { parseArn } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Invoker } from './invoker.ts';
import { type Poller, startQueuePoller } from './queue-poller.ts';

export interface EventSourceMapping {
  readonly uuid: string;
  readonly eventSourceArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly reportsBatchItemFailures: boolean;
  readonly maximumConcurrency?: number;
  /** FilterCriteria's patterns as they were written. */
  readonly filters: readonly string[];
  matches(record: JsonObject): boolean;
}

interface Switch {
  /** What the template says; when that changes it wins over what was set since. */
  readonly declared: boolean;
  readonly enabled: boolean;
  readonly changedAt: number;
}

export interface EventSourceMappings {
  declare(mapping: EventSourceMapping, enabled: boolean): void;
  remove(uuid: string): void;
  all(): readonly EventSourceMapping[];
  /** @throws AwsError ResourceNotFoundException */
  get(uuid: string): EventSourceMapping;
  switchOf(uuid: string): Switch;
  setEnabled(uuid: string, enabled: boolean): void;
  start(): void;
  stop(): void;
}

export const eventSourceMappings = (
  kernel: Kernel,
  registry: FunctionRegistry,
  invoker: Invoker,
): EventSourceMappings => {
  const switches = kernel.journal.table<Switch>('lambda_mapping_switches');
  const mappings = new Map<string, EventSourceMapping>();
  const pollers = new Map<string, Poller>();
  let started = false;

  const get = (uuid: string): EventSourceMapping => {
    const found = mappings.get(uuid);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { status: 404 });
  };
  const open = (mapping: EventSourceMapping): Poller => {
    const source = kernel.sources.open(mapping.eventSourceArn);
    if (source.kind !== 'queue')
      throw new AwsError('InvalidParameterValueException', `${mapping.eventSourceArn} is no queue.`);
    const { functionName, maximumConcurrency = Number.POSITIVE_INFINITY } = mapping;
    return startQueuePoller(kernel, source, {
      ...mapping,
      matches: mapping.matches,
      concurrency: () => Math.min(maximumConcurrency, invoker.concurrencyOf(functionName)),
      invoke: (payload) => invoker.run(registry.address(functionName), payload, kernel.identity.uuid()),
    });
  };
  const close = (uuid: string): void => {
    pollers.get(uuid)?.stop();
    pollers.delete(uuid);
  };
  const arrange = (mapping: EventSourceMapping): void => {
    const wanted = started && switches.get(mapping.uuid)?.enabled === true && invoker.isReady(mapping.functionName);
    const poller = pollers.get(mapping.uuid);
    if (wanted && poller === undefined) pollers.set(mapping.uuid, open(mapping));
    if (!wanted) close(mapping.uuid);
  };
  // Messages wait in their queue until there is something that can take them.
  kernel.executables?.onChange(() => {
    for (const mapping of mappings.values()) {
      invoker.retire(mapping.functionName);
      arrange(mapping);
    }
  });
  return {
    get,
    all: () => [...mappings.values()].sort((a, b) => (a.uuid < b.uuid ? -1 : 1)),
    declare(mapping, enabled) {
      if (parseArn(mapping.eventSourceArn)?.service !== 'sqs') throw new Error('only queues are mapped');
      mappings.set(mapping.uuid, mapping);
      // One that is declared anew may poll otherwise.
      close(mapping.uuid);
      if (switches.get(mapping.uuid)?.declared !== enabled)
        switches.put(mapping.uuid, { declared: enabled, enabled, changedAt: kernel.clock.now() });
      if (started) kernel.journal.afterCommit(() => arrange(mapping));
    },
    remove(uuid) {
      mappings.delete(uuid);
      switches.delete(uuid);
      close(uuid);
    },
    switchOf(uuid) {
      const found = switches.get(get(uuid).uuid);
      if (found === undefined) throw new Error(`mapping ${uuid} was never declared`);
      return found;
    },
    setEnabled(uuid, enabled) {
      const mapping = get(uuid);
      const declared = switches.get(uuid)?.declared ?? true;
      switches.put(uuid, { declared, enabled, changedAt: kernel.clock.now() });
      arrange(mapping);
    },
    start() {
      started = true;
      for (const mapping of mappings.values()) arrange(mapping);
    },
    stop() {
      started = false;
      for (const poller of pollers.values()) poller.stop();
      pollers.clear();
    },
  };
};
