import type { ServiceFactory } from '../../kernel/kernel.ts';
import { dynamodbOperations } from './api.ts';
import { database } from './database.ts';
import { dynamodbResources } from './resource.ts';

/** Amazon DynamoDB and its streams: tables in the journal, each change recorded in the transaction that makes it. */
export const dynamodb: ServiceFactory = (kernel) => {
  const db = database(kernel);
  kernel.sources.register('dynamodb', (arn) => {
    const table = db.tables().find(({ stream }) => stream?.arn === arn);
    return table === undefined ? undefined : db.streams.source(table);
  });
  return { name: 'dynamodb', resources: dynamodbResources(db), operations: { ...dynamodbOperations(db) } };
};
