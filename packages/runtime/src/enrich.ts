/** The function of an EventBridge pipe behind a table's stream: records in, typed events for the bus out. */
export { type MessageSender, type RecordDeadLetters, recordDeadLetters } from './dead-letters.ts';
export { type EnrichOptions, enrich, type PipeEvent } from './enrich/enrich.ts';
export { type Item, type TableChange, tableChange } from './enrich/table-change.ts';
