import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Roster } from './roster.ts';

/**
 * "Quotas for running a WebSocket API": a connection lasts two hours at most. One that was never told to leave goes
 * by itself a little later.
 */
const LIFE_SECONDS = 2 * 3_600 + 300;

const connectionKey = (connectionId: string): string => `CONN#${connectionId}`;
const subjectKey = (subject: string): string => `SUBJECT#${subject}`;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

/**
 *     PK              SK          attributes
 *     CONN#<id>       CONN#<id>   connectionId, userId, established, grants, subjects, expiresAt
 *     SUBJECT#<name>  CONN#<id>   connectionId, expiresAt
 *
 * The connection lists its subjects before the subjects list it: what is cut off between the two is still found when
 * the connection leaves.
 */
export const dynamoRoster = (client: DynamoDBClient, tableName: string): Roster => {
  const table = { TableName: tableName };
  const documents = DynamoDBDocumentClient.from(client);
  return {
    async join({ connectionId, userId, connectedAt, grants }) {
      const key = connectionKey(connectionId);
      const established = new Date(connectedAt).toISOString();
      const expiresAt = Math.floor(connectedAt / 1_000) + LIFE_SECONDS;
      const Item = { PK: key, SK: key, connectionId, userId, established, grants, expiresAt };
      await documents.send(new PutCommand({ ...table, Item }));
    },
    async grantsOf(connectionId) {
      const key = connectionKey(connectionId);
      const { Item } = await documents.send(
        new GetCommand({ ...table, Key: { PK: key, SK: key }, ConsistentRead: true, ProjectionExpression: 'grants' }),
      );
      return Item === undefined ? undefined : (Item.grants ?? []);
    },
    async subscribe(connectionId, subjects) {
      const key = connectionKey(connectionId);
      const update = new UpdateCommand({
        ...table,
        Key: { PK: key, SK: key },
        UpdateExpression: 'ADD subjects :subjects',
        ConditionExpression: 'attribute_exists(PK)',
        ExpressionAttributeValues: { ':subjects': new Set(subjects) },
        ReturnValues: 'ALL_NEW',
      });
      try {
        const { Attributes } = await documents.send(update);
        const expiresAt: unknown = Attributes?.expiresAt;
        const put = (subject: string): Promise<unknown> =>
          documents.send(
            new PutCommand({ ...table, Item: { PK: subjectKey(subject), SK: key, connectionId, expiresAt } }),
          );
        await Promise.all(subjects.map(put));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async leave(connectionId) {
      const key = connectionKey(connectionId);
      const remove = (PK: string): DeleteCommand =>
        new DeleteCommand({ ...table, Key: { PK, SK: key }, ReturnValues: 'ALL_OLD' });
      const { Attributes } = await documents.send(remove(key));
      const subjects: Iterable<string> = Attributes?.subjects ?? [];
      await Promise.all([...subjects].map((subject) => documents.send(remove(subjectKey(subject)))));
    },
    async subscribers(subject) {
      const found: string[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await documents.send(
          new QueryCommand({
            ...table,
            KeyConditionExpression: 'PK = :subject',
            ExpressionAttributeValues: { ':subject': subjectKey(subject) },
            ProjectionExpression: 'connectionId',
            ...(from === undefined ? {} : { ExclusiveStartKey: from }),
          }),
        );
        found.push(...(page.Items ?? []).map((item) => String(item.connectionId)));
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return found;
    },
  };
};
