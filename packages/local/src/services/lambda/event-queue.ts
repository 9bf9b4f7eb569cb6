import { isAwsError } from '../../kernel/errors.ts';
import { inBackground } from '../../kernel/isolate.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type Condition, passOn } from './destinations.ts';
import type { Outcome } from './environment.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { Invoker } from './invoker.ts';

interface QueuedEvent {
  readonly requestId: string;
  readonly functionName: string;
  readonly qualifier?: string;
  readonly payload: string;
  readonly acceptedAt: number;
  /** Invocations that came back with a function error. */
  readonly attempts: number;
  /** Invocations that were throttled; they do not count as attempts. */
  readonly throttles: number;
}

/** Asynchronous invocations: accepted in the caller's transaction, run afterwards, at least once. */
export interface EventQueue {
  /** Returns the request id that the invocation will run under. */
  accept(to: { readonly functionName: string; readonly qualifier?: string }, payload: string): string;
  start(): void;
  stop(): void;
}

const OWNER = 'lambda-retry';

/** "Lambda waits one minute between the first two attempts, and two minutes between the second and third." */
const RETRY_DELAYS_MS: readonly number[] = [60_000, 120_000];

/** Throttled events go back with increasing intervals from 1 s to 5 min. */
const throttleDelay = (throttles: number): number => Math.min(300_000, 1_000 * 2 ** throttles);

const isThrottle = (error: unknown): boolean => isAwsError(error) && error.code === 'TooManyRequestsException';

/**
 *   accept ─> ready ──run──> gone, and its destination
 *               ^     │
 *               └─ delayed (alarm: 1 min, then 2 min)
 *
 * What is running keeps its row in `ready`; after a crash it runs again.
 */
export const eventQueue = (kernel: Kernel, registry: FunctionRegistry, invoker: Invoker): EventQueue => {
  const { journal, alarms, clock } = kernel;
  /** `<function>/<number>`: in the order of acceptance. */
  const ready = journal.table<QueuedEvent>('lambda_events_ready');
  const delayed = journal.table<QueuedEvent>('lambda_events_delayed');
  interface Lane {
    running: number;
    cursor: string;
    next: number;
  }
  const lanes = new Map<string, Lane>();
  let started = false;

  const laneOf = (name: string): Lane => {
    const known = lanes.get(name);
    if (known !== undefined) return known;
    const last = ready.scan({ prefix: `${name}/`, reverse: true, limit: 1 })[0]?.[0];
    const lane = {
      running: 0,
      cursor: `${name}/`,
      next: last === undefined ? 1 : Number(last.slice(name.length + 1)) + 1,
    };
    lanes.set(name, lane);
    return lane;
  };
  const enqueue = (event: QueuedEvent): void => {
    const lane = laneOf(event.functionName);
    ready.put(`${event.functionName}/${String(lane.next++).padStart(15, '0')}`, event);
    journal.afterCommit(() => pump(event.functionName));
  };
  const delay = (event: QueuedEvent, milliseconds: number): void => {
    delayed.put(event.requestId, event);
    alarms.set(OWNER, event.requestId, clock.now() + milliseconds);
  };
  const finish = (event: QueuedEvent, condition: Condition, outcome?: Outcome): void => {
    const configuration = registry.find(event.functionName);
    if (configuration === undefined) return;
    const settled = outcome === undefined ? {} : { outcome };
    passOn(kernel, configuration, registry.eventInvokeConfig(event.functionName), { ...event, condition, ...settled });
    if (condition === 'Success') return;
    const facts = { condition, attempts: event.attempts, requestId: event.requestId };
    kernel.activity.note({ service: 'lambda', action: 'EventDropped', resource: event.functionName, facts });
  };
  const settle = (key: string, event: QueuedEvent, outcome: Outcome): void => {
    const { maximumRetryAttempts } = registry.eventInvokeConfig(event.functionName);
    const tried = { ...event, attempts: event.attempts + 1 };
    ready.delete(key);
    if (outcome.ok) finish(tried, 'Success', outcome);
    else if (tried.attempts > maximumRetryAttempts) finish(tried, 'RetriesExhausted', outcome);
    else delay(tried, RETRY_DELAYS_MS[tried.attempts - 1] ?? 120_000);
  };
  const attempt = async (key: string, event: QueuedEvent): Promise<void> => {
    const { maximumEventAgeSeconds } = registry.eventInvokeConfig(event.functionName);
    if (clock.now() - event.acceptedAt > maximumEventAgeSeconds * 1_000) {
      ready.delete(key);
      finish(event, 'EventAgeExceeded');
      return;
    }
    try {
      const addressed = registry.address(event.functionName, event.qualifier);
      const outcome = await invoker.run(addressed, event.payload, event.requestId);
      if (outcome.ok || outcome.abandoned !== true) settle(key, event, outcome);
    } catch (error) {
      ready.delete(key);
      if (isThrottle(error)) delay({ ...event, throttles: event.throttles + 1 }, throttleDelay(event.throttles));
      else kernel.report(error, `lambda: event of ${event.functionName}`);
    }
  };
  const pump = (name: string): void => {
    if (!started) return;
    const lane = laneOf(name);
    const limit = registry.find(name) === undefined ? 1 : invoker.concurrencyOf(name);
    while (lane.running < limit) {
      const [next] = ready.scan({ prefix: `${name}/`, after: lane.cursor, limit: 1 });
      if (next === undefined) return;
      lane.cursor = next[0];
      lane.running += 1;
      const attempted = attempt(next[0], next[1]).finally(() => {
        lane.running -= 1;
        pump(name);
      });
      inBackground(attempted, kernel.report, `lambda: event of ${name}`);
    }
  };
  alarms.on(OWNER, (requestId) => {
    const event = delayed.get(requestId);
    if (event === undefined) return;
    delayed.delete(requestId);
    enqueue(event);
  });

  return {
    accept({ functionName, qualifier }, payload) {
      const requestId = kernel.identity.uuid();
      const named = qualifier === undefined ? {} : { qualifier };
      enqueue({ requestId, functionName, ...named, payload, acceptedAt: clock.now(), attempts: 0, throttles: 0 });
      return requestId;
    },
    start() {
      started = true;
      const names = new Set(registry.all().map(({ name }) => name));
      // An event of a function that the template no longer has is reported and dropped by its own lane.
      for (let [row] = ready.scan({ limit: 1 }); row !== undefined; ) {
        names.add(row[1].functionName);
        [row] = ready.scan({ after: `${row[1].functionName}/\u{10ffff}`, limit: 1 });
      }
      for (const name of names) pump(name);
    },
    stop() {
      started = false;
    },
  };
};
