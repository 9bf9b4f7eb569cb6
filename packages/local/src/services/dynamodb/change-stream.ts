import type { Instant } from '../../kernel/clock.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { listenersOn } from '../../kernel/listeners.ts';
import type { StreamSource } from '../../kernel/sources.ts';
import type { WireItem } from './attribute-value.ts';
import { itemSize } from './item-size.ts';
import { keyOf, type Table } from './table.ts';
import { sameItem } from './value-comparison.ts';

/** Who removed an item that nobody removed (Developer Guide, "Using time to live (TTL) in DynamoDB"). */
export const EXPIRY_IDENTITY = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

interface Change {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly at: Instant;
  readonly keys: WireItem;
  readonly newImage?: WireItem;
  readonly oldImage?: WireItem;
  readonly sizeBytes: number;
  readonly expired: boolean;
}

export interface NumberedChange {
  readonly n: number;
  readonly entry: Change;
}

/** The change records of every table that has a stream. One stream has one shard, open for ever. */
export interface ChangeStreams {
  /** Records nothing when the item stays as it was. */
  record(
    table: Table,
    before: WireItem | undefined,
    after: WireItem | undefined,
    cause: { readonly expired: boolean },
  ): void;
  read(streamArn: string, after: number, limit: number): readonly NumberedChange[];
  last(streamArn: string): number;
  source(table: Table): StreamSource | undefined;
  drop(streamArn: string): void;
}

/** Records are kept for 24 hours (Developer Guide, "Change data capture for DynamoDB Streams"). */
const RETENTION = 24 * 3_600_000;
const TRIM_EVERY = 3_600_000;
const OWNER = 'dynamodb_stream';

/** 21 digits: as on AWS longer than any number type, and ascending as text. */
export const sequenceNumber = (n: number): string => `1${String(n).padStart(20, '0')}`;

/** @throws AwsError ValidationException when it is none of ours. */
export const positionOf = (sequence: string): number => {
  if (/^1\d{20}$/.test(sequence)) return Number(sequence.slice(1));
  throw new AwsError('ValidationException', `Invalid SequenceNumber: ${sequence}`);
};

export const shardIdOf = (table: Table): string =>
  `shardId-${String(table.createdAt).padStart(20, '0')}-${table.id.slice(0, 8)}`;

const eventNameOf = (before: WireItem | undefined, after: WireItem | undefined): Change['eventName'] => {
  if (before === undefined) return 'INSERT';
  return after === undefined ? 'REMOVE' : 'MODIFY';
};

/** A record as Lambda's event and a pipe show it ("Using AWS Lambda with Amazon DynamoDB", Example event). */
const asEvent = (kernel: Kernel, table: Table, { n, entry }: NumberedChange): JsonObject => ({
  eventID: entry.eventID,
  eventName: entry.eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: kernel.region,
  dynamodb: {
    ApproximateCreationDateTime: Math.floor(entry.at / 1000),
    Keys: entry.keys,
    ...(entry.newImage === undefined ? {} : { NewImage: entry.newImage }),
    ...(entry.oldImage === undefined ? {} : { OldImage: entry.oldImage }),
    SequenceNumber: sequenceNumber(n),
    SizeBytes: entry.sizeBytes,
    StreamViewType: table.stream?.view ?? 'NEW_AND_OLD_IMAGES',
  },
  ...(entry.expired ? { userIdentity: EXPIRY_IDENTITY } : {}),
  eventSourceARN: table.stream?.arn ?? '',
});

export const changeStreams = (kernel: Kernel): ChangeStreams => {
  const { journal, alarms, clock, identity } = kernel;
  const log = journal.log<Change>('dynamodb_stream');
  const listeners = listenersOn(journal, 'dynamodb_stream', kernel.report);

  alarms.on(OWNER, (streamArn) => {
    const old = log.read(streamArn, 0, 10_000).filter(({ entry }) => entry.at <= clock.now() - RETENTION);
    const newest = old.at(-1);
    if (newest !== undefined) log.trim(streamArn, newest.n);
    if (log.read(streamArn, 0, 1).length > 0) alarms.set(OWNER, streamArn, clock.now() + TRIM_EVERY);
  });
  const images = (
    view: NonNullable<Table['stream']>['view'],
    before?: WireItem,
    after?: WireItem,
  ): Pick<Change, 'newImage' | 'oldImage'> => ({
    ...(after !== undefined && (view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES') ? { newImage: after } : {}),
    ...(before !== undefined && (view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES') ? { oldImage: before } : {}),
  });

  return {
    record(table, before, after, { expired }) {
      const present = after ?? before;
      if (table.stream === undefined || present === undefined || sameItem(before, after)) return;
      const { arn, view } = table.stream;
      const keys = keyOf(table, present);
      const held = images(view, before, after);
      const sizeBytes = [keys, held.newImage, held.oldImage].reduce(
        (total, item) => total + (item === undefined ? 0 : itemSize(item)),
        0,
      );
      const eventName = eventNameOf(before, after);
      log.append(arn, {
        eventID: identity.hex(32),
        eventName,
        at: clock.now(),
        keys,
        ...held,
        sizeBytes,
        expired,
      });
      if (alarms.due(OWNER, arn) === undefined) alarms.set(OWNER, arn, clock.now() + RETENTION);
      listeners.notify(arn);
    },
    read: (streamArn, after, limit) => log.read(streamArn, after, limit),
    last: (streamArn) => log.last(streamArn),
    source(table) {
      if (table.stream === undefined) return undefined;
      const { arn } = table.stream;
      return {
        kind: 'stream',
        shardId: shardIdOf(table),
        read: (after, limit) =>
          log.read(arn, after, limit).map((numbered) => ({ n: numbered.n, record: asEvent(kernel, table, numbered) })),
        latest: () => log.last(arn),
        onReady: (listener) => listeners.listen(arn, listener),
      };
    },
    drop(streamArn) {
      log.trim(streamArn, log.last(streamArn));
      alarms.cancel(OWNER, streamArn);
    },
  };
};
