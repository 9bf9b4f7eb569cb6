import { AwsError } from '../../kernel/errors.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Service } from '../../kernel/service.ts';
import type { SourceMessage, StreamRecord } from '../../kernel/sources.ts';
import type { Delivery } from '../../kernel/targets.ts';
import { declared, type TestKernel, type TestKernelOptions, testKernel } from '../../kernel/test-kernel.ts';
import { pipes } from './service.ts';

export const STREAM = 'arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1';
export const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:source';
export const DEAD = 'arn:aws:sqs:us-east-1:000000000000:dead';
export const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:enrich';
export const TARGET_FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:target';
export const BUS = 'arn:aws:events:us-east-1:000000000000:event-bus/b';

export type Answer = (batch: JsonObject[]) => unknown;

export interface StandOptions extends TestKernelOptions {
  /** What the functions answer, by ARN; an answer that throws fails the function, a promise is waited for. */
  readonly functions?: Readonly<Record<string, Answer>>;
  /** Throws for what the bus refuses. */
  readonly bus?: (detail: Json) => void;
  /** Throws for what the dead-letter queue refuses. */
  readonly deadLetters?: () => void;
}

/** A stream and a queue in the journal, functions that are functions, a bus and a dead-letter queue that listen. */
export interface Stand {
  readonly kernel: TestKernel;
  readonly service: Service;
  readonly sent: { readonly detail: Json; readonly parameters: Delivery['parameters'] }[];
  /** What the bus was sent, as it was written. */
  readonly bodies: string[];
  readonly dead: JsonObject[];
  readonly batches: unknown[][];
  readonly noted: string[];
  declare(properties: JsonObject): void;
  start(): void;
  /** Adds records with these values to the stream. */
  append(...values: number[]): void;
  /** Adds messages to the queue. */
  enqueue(...bodies: string[]): void;
  /** Messages that are still in the queue, in sight or not. */
  queued(): number;
  /** What is in flight comes into sight again. */
  timeOut(): void;
  stop(): Promise<void>;
}

interface Message {
  readonly body: string;
  readonly hidden: boolean;
}

export const stand = (options: StandOptions = {}): Stand => {
  const kernel = testKernel(options);
  const log = kernel.journal.log<{ readonly value: number; readonly at: number }>('stream');
  const queue = kernel.journal.table<Message>('queue');
  const listeners = new Set<() => void>();
  const listen = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const wake = (): void => kernel.journal.afterCommit(() => listeners.forEach((listener) => void listener()));
  const made = {
    sent: [] as Stand['sent'],
    bodies: [] as string[],
    dead: [] as JsonObject[],
    batches: [] as unknown[][],
    noted: [] as string[],
  };
  kernel.activity.watch(({ action }) => made.noted.push(action));

  kernel.sources.register('dynamodb', (arn) => ({
    kind: 'stream',
    shardId: 'shard-1',
    read: (after, limit) =>
      log.read('s', after, limit).map(
        ({ n, entry }): StreamRecord => ({
          n,
          record: {
            eventID: `event-${n}`,
            eventName: 'INSERT',
            eventSource: 'aws:dynamodb',
            eventSourceARN: arn,
            value: entry.value,
            dynamodb: { SequenceNumber: `10${n}`, ApproximateCreationDateTime: entry.at / 1000 },
          },
        }),
      ),
    latest: () => log.last('s'),
    onReady: listen,
  }));
  kernel.sources.register('sqs', () => ({
    kind: 'queue',
    receive(max) {
      const ready = queue.scan().filter(([, { hidden }]) => !hidden);
      return ready.slice(0, max).map(([id, { body }]): SourceMessage => {
        queue.put(id, { body, hidden: true });
        return { receiptHandle: id, record: { messageId: id, body, eventSource: 'aws:sqs' } };
      });
    },
    delete: (handles) => handles.forEach((handle) => void queue.delete(handle)),
    release: (handles) =>
      handles.forEach((id) => void queue.put(id, { body: queue.get(id)?.body ?? '', hidden: false })),
    onReady: listen,
  }));
  kernel.targets.register('lambda', {
    async invoke(arn, { payload }) {
      const batch = JSON.parse(payload) as JsonObject[];
      made.batches.push(batch.map(({ value }) => value));
      try {
        return { ok: true, payload: JSON.stringify((await options.functions?.[arn]?.(batch)) ?? null) };
      } catch (error) {
        return { ok: false, error: 'Poison', cause: String(error), payload: '{}' };
      }
    },
    deliver: (_arn, { body, parameters }) => void made.sent.push({ detail: JSON.parse(body) as Json, parameters }),
  });
  kernel.targets.register('events', {
    deliver(_arn, { body, parameters }) {
      const detail = JSON.parse(body) as Json;
      made.bodies.push(body);
      options.bus?.(detail);
      made.sent.push({ detail, parameters });
    },
  });
  kernel.targets.register('sqs', {
    deliver(arn, { body, parameters }) {
      if (arn !== DEAD) return void made.sent.push({ detail: body, parameters });
      options.deadLetters?.();
      made.dead.push(JSON.parse(body) as JsonObject);
    },
  });
  const service = kernel.add(pipes);
  return {
    ...made,
    kernel,
    service,
    declare: (properties) => void service.resources['AWS::Pipes::Pipe']?.declare(declared('P', properties)),
    start: () => service.start?.(),
    append(...values) {
      for (const value of values) log.append('s', { value, at: kernel.clock.now() });
      wake();
    },
    enqueue(...bodies) {
      for (const body of bodies) queue.put(`m${String(queue.count() + 1).padStart(3, '0')}`, { body, hidden: false });
      wake();
    },
    queued: () => queue.count(),
    timeOut() {
      for (const [id, message] of queue.scan()) queue.put(id, { ...message, hidden: false });
      wake();
    },
    async stop() {
      await service.stop?.();
      kernel.journal.close();
    },
  };
};

export const refuse = (code: string): never => {
  throw new AwsError(code, code);
};

/** The properties of a pipe from the stream to the bus. */
export const fromStream = (parameters: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  Name: 'p',
  RoleArn: 'role',
  Source: STREAM,
  SourceParameters: {
    DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 4, ...parameters },
  },
  Target: BUS,
  ...more,
});

/** …through the enrichment, with what our own template says of the bus. */
export const enriched: JsonObject = {
  Enrichment: FUNCTION,
  TargetParameters: {
    InputTemplate: '<$.detail>',
    EventBridgeEventBusParameters: { DetailType: '$.type', Source: 'app' },
  },
};

/** An enrichment that makes one event of each record. */
export const typed: Answer = (batch) => batch.map(({ value }) => ({ type: `T${String(value)}`, detail: { value } }));

/** What the bus was sent, as `typed` made it of the records. */
export const values = ({ sent }: Stand): number[] => sent.map(({ detail }) => (detail as { value: number }).value);

export const bisecting: JsonObject = {
  MaximumRetryAttempts: 2,
  OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
  DeadLetterConfig: { Arn: DEAD },
};

/** An enrichment that fails on these values. */
export const poisoned =
  (bad: readonly number[]): Answer =>
  (batch) => {
    if (batch.some(({ value }) => bad.includes(Number(value)))) throw new Error('poison');
    return typed(batch);
  };
