import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Catalog } from '../catalog.ts';
import { type Environment, variable } from '../environment.ts';
import type { Ledger } from '../workflow/command-handler.ts';
import type { LedgerEvent } from '../workflow/decider.ts';
import type { Workflow } from '../workflow/workflow.ts';
import {
  type Append,
  ConflictError,
  checkAppend,
  type EventStore,
  type RecordedEvent,
  type SharedStateWrite,
  type StreamAppend,
} from './event-store.ts';
import { itemOf, recordedOf } from './ledger-item.ts';

/** A table, and what its streams hold: the events of one workflow (a `Workflow` has both). */
export interface DynamoEventStoreOptions extends Catalog {
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  /** Partition key `stream` (S), sort key `sequence` (N). */
  readonly tableName: string;
}

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Sequence 0 is never an event's: a shared state lies beside the streams, under its own key. */
const SHARED_SEQUENCE = 0;

const NAMES = { '#stream': 'stream' };

const isAbsent = { ConditionExpression: 'attribute_not_exists(#stream)', ExpressionAttributeNames: NAMES };
const isPresent = { ConditionExpression: 'attribute_exists(#stream)', ExpressionAttributeNames: NAMES };

/** The stream ends where it was expected if that event is there and the next one is not: sequences have no gaps. */
const streamWrites = (TableName: string, { stream, expected, events }: StreamAppend): readonly Write[] => {
  const puts = events.map((event): Write => ({ Put: { TableName, Item: itemOf(event), ...isAbsent } }));
  const Key = { stream, sequence: expected };
  return expected === 0 ? puts : [{ ConditionCheck: { TableName, Key, ...isPresent } }, ...puts];
};

const sharedWrite = (TableName: string, { key, expected, state }: SharedStateWrite): Write => {
  const Item = { stream: key, sequence: SHARED_SEQUENCE, version: expected + 1, head: state };
  if (expected === 0) return { Put: { TableName, Item, ...isAbsent } };
  return {
    Put: {
      TableName,
      Item,
      ConditionExpression: '#version = :expected',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':expected': expected },
    },
  };
};

interface Cancelled {
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

const CONFLICTS: ReadonlySet<string> = new Set(['ConditionalCheckFailed', 'TransactionConflict']);

/** Another writer was faster (DynamoDB API Reference, "TransactWriteItems", Errors; "PutItem", Errors). */
const isWriteConflict = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ConditionalCheckFailedException' || error.name === 'TransactionConflictException') return true;
  const reasons = (error as Cancelled).CancellationReasons ?? [];
  return error.name === 'TransactionCanceledException' && reasons.some(({ Code = '' }) => CONFLICTS.has(Code));
};

const placeOf = ({ streams, shared }: Append): string =>
  [...streams.map(({ stream }) => stream), ...(shared ? [shared.key] : [])].join(', ');

/** A ledger's table; its stream is the outbox (`outbox` in ledger-item.ts). */
export const dynamoEventStore = <Event extends LedgerEvent>(options: DynamoEventStoreOptions): EventStore<Event> => {
  const { client, tableName: TableName } = options;
  return {
    load: async (stream, { after = 0, limit = Number.POSITIVE_INFINITY } = {}) => {
      const events: RecordedEvent<Event>[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            KeyConditionExpression: '#stream = :stream AND #sequence > :after',
            ExpressionAttributeNames: { '#stream': 'stream', '#sequence': 'sequence' },
            ExpressionAttributeValues: { ':stream': stream, ':after': Math.max(after, SHARED_SEQUENCE) },
            ...(limit === Number.POSITIVE_INFINITY ? {} : { Limit: limit - events.length }),
            ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
          }),
        );
        events.push(...(page.Items ?? []).map((item) => recordedOf<Event>(options, item)));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined && events.length < limit);
      return events;
    },

    loadShared: async (key) => {
      const Key = { stream: key, sequence: SHARED_SEQUENCE };
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : { version: Number(Item.version), state: Item.head };
    },

    append: async (append) => {
      checkAppend(append);
      const { streams, shared } = append;
      const writes = streams.flatMap((each) => streamWrites(TableName, each));
      if (shared !== undefined) writes.push(sharedWrite(TableName, shared));
      const [first] = writes;
      if (first === undefined) return;
      try {
        // A transaction costs twice as much; the first event of a stream needs none.
        if (writes.length === 1 && first.Put !== undefined) await client.send(new PutCommand(first.Put));
        else await client.send(new TransactWriteCommand({ TransactItems: writes }));
      } catch (error) {
        if (isWriteConflict(error)) throw new ConflictError(placeOf(append), error);
        throw error;
      }
    },
  };
};

/** A client for items as plain objects, in which fields that are undefined are left out. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

/** The ledger of a function that handles one workflow: the table LEDGER_TABLE_NAME. @throws TerminalError ENVIRONMENT */
export const ledgerFrom = <State, Command, Event extends LedgerEvent>(
  client: DynamoDBDocumentClient,
  environment: Environment,
  { events, upcasters }: Workflow<State, Command, Event>,
): Ledger<Event> => ({
  store: dynamoEventStore({ client, tableName: variable(environment, 'LEDGER_TABLE_NAME'), events, upcasters }),
});
