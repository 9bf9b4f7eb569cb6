import { testTable } from '../bus/test-table.ts';
import { dynamoEventStore } from './dynamo-event-store.ts';
import { eventStoreContract } from './event-store.contract.ts';
import { memoryEventStore } from './memory-event-store.ts';

eventStoreContract('memory', async () => memoryEventStore());
eventStoreContract('DynamoDB', async () =>
  dynamoEventStore({ client: testTable('stream', 'sequence'), tableName: 'ledger', events: [] }),
);
