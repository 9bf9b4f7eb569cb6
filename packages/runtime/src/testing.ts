/** For the tests of an application: a decider's test in the words of its domain, stores in memory, queue messages. */
export { given, type Verdict, type When } from './testing/given.ts';
export { type MemoryIdempotencyOptions, memoryEventStore, memoryIdempotency } from './testing/memory-stores.ts';
export { batch, message } from './testing/messages.ts';
