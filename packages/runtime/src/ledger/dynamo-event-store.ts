import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ConflictError } from './conflict-error.ts';
import type { Append, EventStore, HeadWrite, RecordedEvent } from './event-store.ts';
import { itemOf, recordedOf } from './ledger-item.ts';

export interface DynamoEventStoreOptions {
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  /** Partition key `stream` (S), sort key `sequence` (N). */
  readonly tableName: string;
}

type Put = NonNullable<NonNullable<TransactWriteCommandInput['TransactItems']>[number]['Put']>;

/** Sequence 0 is never an event's: a head lies beside the streams, under its own key. */
const HEAD_SEQUENCE = 0;

/** One item has the sequence; that it is the next one is known from the consistent read which `expected` came from. */
const eventPut = (tableName: string, event: RecordedEvent): Put => ({
  TableName: tableName,
  Item: itemOf(event),
  ConditionExpression: 'attribute_not_exists(#stream)',
  ExpressionAttributeNames: { '#stream': 'stream' },
});

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

/** The ledger's table; its stream is the outbox (src/producers/run-ledger). */
export const dynamoEventStore = ({ client, tableName }: DynamoEventStoreOptions): EventStore => ({
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
      events.push(...(page.Items ?? []).map(recordedOf));
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
    const events = append.streams.flatMap((each) => each.events).map((event) => eventPut(tableName, event));
    const puts = append.head === undefined ? events : [...events, headPut(tableName, append.head)];
    const [only] = puts;
    if (only === undefined) return;
    try {
      if (puts.length === 1) await client.send(new PutCommand(only));
      else await client.send(new TransactWriteCommand({ TransactItems: puts.map((Put) => ({ Put })) }));
    } catch (error) {
      if (isConflict(error)) throw new ConflictError(placeOf(append));
      throw error;
    }
  },
});
