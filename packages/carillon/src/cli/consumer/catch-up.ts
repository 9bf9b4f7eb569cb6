import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type EventSourceMappingConfiguration,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { readSource } from '@carillon/catalog/check';
import { compile } from '@carillon/catalog/compile';
import type { Subscription } from '@carillon/runtime/descriptor';
import { type ApplicationCatalog, loadCatalog } from '../../application.ts';
import type { Project } from '../../project.ts';
import { type ArchivedEvent, archivedEvents, bucketStore } from '../archive/archive.ts';
import { subscriptionMatch } from '../archive/subscription-match.ts';
import { rootOf } from '../catalog/root.ts';
import { applyChange, generatedChange, together } from '../change/project-change.ts';
import { type Given, numberOf, UsageError } from '../command.ts';
import { instantOf } from '../instant.ts';
import { type Cloud, OperateError } from '../operate/cloud.ts';
import { queueOf, subscriptionOf } from '../operate/replay.ts';
import { archiveBucket } from '../operate/stack-names.ts';
import { deliverBatch, inBatches, type Recipient } from './backfill.ts';
import { caughtUp } from './subscribe.ts';

/** How far an earlier catch-up came, beside what is not committed. */
interface Position {
  readonly from: string;
  /** When the last event that was taken occurred. */
  readonly upTo: string;
}

/** What is archived late lies within this before the position. */
const MARGIN_MS = 3_600_000;
/** The delivery stream's buffer, a minute, and what it takes to write. */
const SETTLE_S = 90;
/** A local cloud's minute is a second while everybody waits. */
const LOCAL_SETTLE_S = 8;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const positionFile = (root: string, consumer: string): string =>
  join(root, '.carillon', 'catch-up', `${consumer}.json`);

const readPosition = (file: string, from: string): number => {
  if (!existsSync(file)) return Date.parse(from);
  const position = JSON.parse(readFileSync(file, 'utf8')) as Position;
  if (position.from !== from) return Date.parse(from);
  return Math.max(Date.parse(from), Date.parse(position.upTo) - MARGIN_MS);
};

const writePosition = (file: string, position: Position): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(position)}\n`);
};

const mappingOf = async ({ lambda }: Cloud, queueArn: string): Promise<EventSourceMappingConfiguration> => {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: queueArn }),
  );
  const [mapping] = EventSourceMappings;
  if (mapping?.UUID !== undefined) return mapping;
  throw new OperateError(
    'NOT_FOUND',
    `no function reads ${queueArn}`,
    'Deploy the consumer, or wait until npm start has deployed it.',
  );
};

const requireWaiting = ({ State }: EventSourceMappingConfiguration, consumer: string): void => {
  if (State === 'Disabled' || State === 'Disabling') return;
  throw new OperateError(
    'CONSUMES_ALREADY',
    `${consumer} consumes its live events already`,
    `carillon events replay --to ${consumer} --from <time> sends it the past beside them, in no order.`,
  );
};

interface Pass {
  readonly cloud: Cloud;
  readonly catalog: ApplicationCatalog;
  readonly subscription: Subscription<unknown>;
  readonly recipient: Recipient;
  readonly from: number;
  readonly given: Set<string>;
  taken(batch: readonly ArchivedEvent[]): void;
}

/** Gives what is archived and was not given yet. */
const deliverPast = async ({ cloud, catalog, subscription, recipient, from, given, taken }: Pass): Promise<void> => {
  const store = bucketStore(cloud.s3, await archiveBucket(cloud));
  const types = new Set(subscription.events.map(({ name }) => name));
  const isWanted = subscriptionMatch(subscription, catalog.upcasters);
  async function* fresh(): AsyncGenerator<ArchivedEvent> {
    for await (const event of archivedEvents(store, { from, types }))
      if (!given.has(event.detail.metadata.id) && isWanted(event)) yield event;
  }
  for await (const batch of inBatches(fresh(), recipient.batchSize)) {
    await deliverBatch(cloud, recipient, batch);
    for (const { detail } of batch) given.add(detail.metadata.id);
    taken(batch);
  }
};

/** Removes startingFrom from the project, so that the next deployment does not hold live events back again. */
const removeStart = async (root: string, consumer: string): Promise<boolean> => {
  const source = readSource(root);
  const after = caughtUp(source, consumer);
  const text = after.files.get('asyncapi.yaml') ?? '';
  if (text === source.files.get('asyncapi.yaml')) return false;
  const { value } = await compile(after);
  if (value === undefined) return false;
  applyChange(root, together({ write: new Map([['asyncapi.yaml', text]]), remove: [] }, generatedChange(root, value)));
  return true;
};

const settleSeconds = (given: Given, cloud: Cloud): number =>
  numberOf(given, 'settle', { least: 0, most: 3_600, or: cloud.where.startsWith('http') ? LOCAL_SETTLE_S : SETTLE_S });

const recipientOf = (
  subscription: Subscription<unknown>,
  queueArn: string,
  { FunctionArn = '', BatchSize = 10 }: EventSourceMappingConfiguration,
): Recipient => ({
  consumer: subscription.consumer,
  functionName: FunctionArn,
  queueArn,
  batchSize: BatchSize,
  pause: (attempt) => pause(250 * 2 ** attempt),
});

/**
 * Delivers the archived past to a new consumer, in the order of each stream, and then its live events, which have waited in
 * its queue:
 *
 *     archive --(in order)--> function          queue: live events wait
 *     once more, when the archive has written what came before the rule
 *     event source mapping enabled              queue --> function
 *
 * What is in both comes twice, and a consumer knows an event by its id. @throws OperateError
 */
export const catchUp = async (given: Given, project: Project, cloud: Cloud, name: string): Promise<number> => {
  const root = rootOf(project);
  const catalog = await loadCatalog(root);
  const subscription = subscriptionOf(catalog, name);
  const { delivery, consumer } = subscription;
  const asked = instantOf(given, 'from');
  const declared = delivery.kind === 'queue' ? delivery.startingFrom : undefined;
  const from = asked === undefined ? declared : new Date(asked).toISOString();
  if (from === undefined)
    throw new UsageError(
      `Name the time from which ${consumer} gets past events: --from <time>, such as 2026-11-23T20:00:00Z.`,
    );
  const QueueUrl = await queueOf(cloud, consumer);
  const { Attributes } = await cloud.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const queueArn = Attributes?.QueueArn ?? '';
  const mapping = await mappingOf(cloud, queueArn);
  requireWaiting(mapping, consumer);

  const file = positionFile(root, consumer);
  const state: Pass = {
    cloud,
    catalog,
    subscription,
    recipient: recipientOf(subscription, queueArn, mapping),
    from: readPosition(file, from),
    given: new Set(),
    taken(batch) {
      const upTo = batch.at(-1)?.detail.metadata.occurredAt ?? from;
      writePosition(file, { from, upTo });
      if (given.json !== true && process.stderr.isTTY === true)
        process.stderr.write(`\r${state.given.size} events, up to ${upTo} `);
    },
  };
  await deliverPast(state);
  // What happened before the rule was there may be on its way to the archive still.
  await pause(settleSeconds(given, cloud) * 1_000);
  // Once is enough, and an end: what is archived from now on happened after that, and waits in the queue.
  await deliverPast(state);
  await cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID: mapping.UUID, Enabled: true }));
  const isRemoved = await removeStart(root, consumer);
  rmSync(file, { force: true });
  const events = state.given.size;
  if (given.json === true)
    console.log(JSON.stringify({ ok: true, consumer, events, wrote: isRemoved ? ['asyncapi.yaml'] : [] }));
  else {
    console.log(`${events} past events delivered to ${consumer}; its live events are delivered from now on.`);
    if (isRemoved)
      console.log(
        'wrote asyncapi.yaml: startingFrom is removed. Commit and deploy it, or the next deployment holds live events back again.',
      );
  }
  return 0;
};
