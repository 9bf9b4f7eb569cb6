import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { IdempotencyStore } from './idempotency.ts';

/** The table, who uses it, and for how long it remembers. */
export interface DynamoIdempotencyOptions {
  readonly client: Pick<DynamoDBDocumentClient, 'send'>;
  /** Partition key `id`; time to live on `expiration` (epoch seconds). */
  readonly tableName: string;
  /** Keeps consumers of one table apart. */
  readonly consumer: string;
  /** Longer than the function's timeout: whoever holds a key after it is dead. */
  readonly lockSeconds: number;
  /** Longer than a message can come again: the queue's retention. */
  readonly keepSeconds: number;
  readonly now?: () => number;
}

/** Free: unknown, expired (TTL deletes late, DynamoDB Developer Guide, "Time to Live"), or its holder is dead. */
const FREE =
  'attribute_not_exists(#id) OR #expiration < :nowSeconds OR (#status = :inProgress AND #lock < :nowMilliseconds)';

/**
 * The attributes are Powertools for AWS Lambda's (`status` INPROGRESS or COMPLETED, `expiration`,
 * `in_progress_expiration`), so that its tables and tools can be shared.
 */
export const dynamoIdempotency = (options: DynamoIdempotencyOptions): IdempotencyStore => {
  const { client, tableName, consumer, lockSeconds, keepSeconds, now = Date.now } = options;
  const idOf = (key: string): string => `${consumer}#${key}`;
  const expiration = (): number => Math.floor(now() / 1_000) + keepSeconds;

  return {
    begin: async (key) => {
      const item = {
        id: idOf(key),
        status: 'INPROGRESS',
        expiration: expiration(),
        in_progress_expiration: now() + lockSeconds * 1_000,
      };
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: item,
            ConditionExpression: FREE,
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            ExpressionAttributeNames: {
              '#id': 'id',
              '#status': 'status',
              '#expiration': 'expiration',
              '#lock': 'in_progress_expiration',
            },
            ExpressionAttributeValues: {
              ':nowSeconds': Math.floor(now() / 1_000),
              ':nowMilliseconds': now(),
              ':inProgress': 'INPROGRESS',
            },
          }),
        );
        return 'acquired';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // As it is on the wire: the document client decodes results, and no errors.
        return error.Item?.status?.S === 'COMPLETED' ? 'completed' : 'in-progress';
      }
    },
    complete: async (key) => {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { id: idOf(key) },
          UpdateExpression: 'SET #status = :completed, #expiration = :expiration',
          ExpressionAttributeNames: { '#status': 'status', '#expiration': 'expiration' },
          ExpressionAttributeValues: { ':completed': 'COMPLETED', ':expiration': expiration() },
        }),
      );
    },
    release: async (key) => {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { id: idOf(key) } }));
    },
  };
};
