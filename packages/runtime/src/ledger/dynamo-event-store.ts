import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import {
  type Append,
  ConflictError,
  type EventStore,
  type HeadWrite,
  type RecordedEvent,
  requireAppendable,
  type StreamAppend,
} from './event-store.ts';
import { itemOf, recordedOf, type StoredEvents } from './ledger-item.ts';

/** Where a DynamoDB event store keeps its streams, and the events that it holds. */
export interface DynamoEventStoreOptions extends StoredEvents {
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  /** Partition key `stream` (S), sort key `sequence` (N). */
  readonly tableName: string;
}

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Put = NonNullable<Action['Put']>;

/** Sequence 0 is never an event's: a head lies beside the streams, under its own key. */
const HEAD_SEQUENCE = 0;

/** No other event has this sequence. */
const eventPut = (tableName: string, event: RecordedEvent): Put => ({
  TableName: tableName,
  Item: itemOf(event),
  ConditionExpression: 'attribute_not_exists(#stream)',
  ExpressionAttributeNames: { '#stream': 'stream' },
});

/** The stream's last event has the expected sequence: it is there, and {@link eventPut} says that nothing follows it. */
const expectedCheck = (tableName: string, { stream, expected }: StreamAppend): Action => ({
  ConditionCheck: {
    TableName: tableName,
    Key: { stream, sequence: expected },
    ConditionExpression: 'attribute_exists(#stream)',
    ExpressionAttributeNames: { '#stream': 'stream' },
  },
});

const actionsOf = (tableName: string, { streams, head }: Append): readonly Action[] => [
  ...streams.flatMap((each) => [
    ...(each.expected === 0 ? [] : [expectedCheck(tableName, each)]),
    ...each.events.map((event) => ({ Put: eventPut(tableName, event) })),
  ]),
  ...(head === undefined ? [] : [{ Put: headPut(tableName, head) }]),
];

const headPut = (tableName: string, { key, expected, state }: HeadWrite): Put => ({
  TableName: tableName,
  Item: { stream: key, sequence: HEAD_SEQUENCE, version: expected + 1, head: state },
  ...(expected === 0
    ? { ConditionExpression: 'attribute_not_exists(#stream)', ExpressionAttributeNames: { '#stream': 'stream' } }
    : {
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': expected },
      }),
});

interface Cancelled {
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const CONFLICTS = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

const isConflict = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ConditionalCheckFailedException' || error.name === 'TransactionConflictException') return true;
  const reasons = (error as Cancelled).CancellationReasons ?? [];
  return (
    error.name === 'TransactionCanceledException' &&
    reasons.some(({ Code }) => Code !== undefined && CONFLICTS.has(Code))
  );
};

const placeOf = ({ streams, head }: Append): string =>
  [...streams.map(({ stream }) => stream), ...(head ? [head.key] : [])].join(', ');

/** An event store in one table, whose stream is the outbox. */
export const dynamoEventStore = ({ client, tableName, ...stored }: DynamoEventStoreOptions): EventStore => ({
  load: async (stream) => {
    const events: RecordedEvent[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: '#stream = :stream AND #sequence > :head',
          ExpressionAttributeNames: { '#stream': 'stream', '#sequence': 'sequence' },
          ExpressionAttributeValues: { ':stream': stream, ':head': HEAD_SEQUENCE },
          ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
        }),
      );
      events.push(...(page.Items ?? []).map((item) => recordedOf(stored, item)));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return events;
  },

  head: async (key) => {
    const Key = { stream: key, sequence: HEAD_SEQUENCE };
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item === undefined ? undefined : { version: Number(Item.version), state: Item.head };
  },

  append: async (append) => {
    requireAppendable(append);
    const actions = actionsOf(tableName, append);
    const [only] = actions;
    if (only === undefined) return;
    try {
      if (actions.length === 1 && only.Put !== undefined) await client.send(new PutCommand(only.Put));
      else await client.send(new TransactWriteCommand({ TransactItems: [...actions] }));
    } catch (error) {
      if (isConflict(error)) throw new ConflictError(placeOf(append), { cause: error });
      throw error;
    }
  },
});
