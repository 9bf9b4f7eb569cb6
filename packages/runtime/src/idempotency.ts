/** Acts that must not be repeated. */
export { type DynamoIdempotencyOptions, dynamoIdempotency } from './idempotency/dynamo-idempotency.ts';
export { type Claimed, type IdempotencyStore, once } from './idempotency/idempotency.ts';
