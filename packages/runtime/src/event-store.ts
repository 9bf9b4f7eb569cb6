/** The ledger: streams of events in a DynamoDB table, appended where they were expected to end. */
export {
  type DynamoEventStoreOptions,
  documentClient,
  dynamoEventStore,
  ledgerFrom,
} from './event-store/dynamo-event-store.ts';
export {
  type Append,
  ConflictError,
  type EventStore,
  isConflict,
  type LoadOptions,
  type RecordedEvent,
  type RecordedMetadata,
  type SharedState,
  type SharedStateWrite,
  type StreamAppend,
} from './event-store/event-store.ts';
export { itemOf, type LedgerItem, outbox, recordedOf } from './event-store/ledger-item.ts';
