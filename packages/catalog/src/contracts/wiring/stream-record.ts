import { isObject, type JsonObject } from '../../compiler/json.ts';
import type { SchemaNode } from '../../compiler/schema/schema-node.ts';

const TEXT: JsonObject = { type: 'string' };

/** An attribute's value, deep enough for the items that people make ("AttributeValue", DynamoDB Streams API Reference). */
const attributeValue = (depth: number): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    S: TEXT,
    // A number travels as text, to keep its 38 digits.
    N: TEXT,
    B: TEXT,
    BOOL: { type: 'boolean' },
    NULL: { type: 'boolean' },
    SS: { type: 'array', items: TEXT },
    NS: { type: 'array', items: TEXT },
    BS: { type: 'array', items: TEXT },
    ...(depth === 0
      ? {}
      : {
          M: { type: 'object', additionalProperties: attributeValue(depth - 1) },
          L: { type: 'array', items: attributeValue(depth - 1) },
        }),
  },
});

/** An item's attributes; those that a pattern names are named here too, so that it is judged down to their types. */
const image = (named: readonly string[]): JsonObject => ({
  type: 'object',
  properties: Object.fromEntries(named.map((name) => [name, attributeValue(3)])),
  additionalProperties: attributeValue(3),
});

/** The attributes that a filter names anywhere. */
const namesIn = (pattern: unknown): readonly string[] => {
  if (Array.isArray(pattern)) return pattern.flatMap(namesIn);
  if (!isObject(pattern)) return [];
  return Object.entries(pattern).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
};

/**
 * A record of a table's stream as a pipe takes it ("Amazon DynamoDB stream as a source", EventBridge User Guide).
 * @param pattern the filter that is to be judged against it
 */
export const streamRecord = (pattern?: JsonObject): SchemaNode => {
  const item = image(namesIn(pattern));
  return {
    file: 'the stream record',
    pointer: '',
    schema: {
      type: 'object',
      required: ['eventID', 'eventName', 'eventVersion', 'eventSource', 'awsRegion', 'dynamodb', 'eventSourceARN'],
      properties: {
        eventID: TEXT,
        eventName: { enum: ['INSERT', 'MODIFY', 'REMOVE'] },
        eventVersion: TEXT,
        eventSource: { const: 'aws:dynamodb' },
        awsRegion: TEXT,
        eventSourceARN: TEXT,
        // Only what time to live deletes has one ("Working with streams and TTL").
        userIdentity: { type: 'object', properties: { type: TEXT, principalId: TEXT } },
        dynamodb: {
          type: 'object',
          required: ['Keys', 'SequenceNumber', 'SizeBytes', 'StreamViewType'],
          properties: {
            ApproximateCreationDateTime: { type: 'number' },
            Keys: item,
            NewImage: item,
            OldImage: item,
            SequenceNumber: TEXT,
            SizeBytes: { type: 'number' },
            StreamViewType: { enum: ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] },
          },
        },
      },
    },
  };
};
