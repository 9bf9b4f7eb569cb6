import { type BatchOperations, batchOperations } from './batch-operations.ts';
import type { Database } from './database.ts';
import { type ReadOperations, readOperations } from './read-operations.ts';
import { type StreamOperations, streamOperations } from './stream-operations.ts';
import { type TableOperations, tableOperations } from './table-operations.ts';
import { type TransactionOperations, transactionOperations } from './transaction-operations.ts';
import { type WriteOperations, writeOperations } from './write-operations.ts';

export type DynamoDbOperations = WriteOperations &
  ReadOperations &
  BatchOperations &
  TransactionOperations &
  TableOperations &
  StreamOperations;

/** DynamoDB and DynamoDB Streams: two APIs of one service, signed with one name. */
export const dynamodbOperations = (db: Database): DynamoDbOperations => ({
  ...writeOperations(db),
  ...readOperations(db),
  ...batchOperations(db),
  ...transactionOperations(db),
  ...tableOperations(db),
  ...streamOperations(db),
});
