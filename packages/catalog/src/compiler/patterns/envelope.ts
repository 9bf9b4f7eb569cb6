import type { JsonObject } from '../json.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import type { LoadedMessage } from '../stages.ts';

/** The schema of the EventBridge event around a message's detail (EventBridge User Guide, "Event structure"). */
export function envelopeOf({ source, detailType, file }: LoadedMessage): SchemaNode {
  const text: JsonObject = { type: 'string' };
  const schema: JsonObject = {
    type: 'object',
    required: ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'],
    properties: {
      version: { const: '0' },
      id: text,
      'detail-type': { const: detailType },
      source: { const: source },
      account: text,
      time: text,
      region: text,
      resources: { type: 'array', items: text },
      detail: { $ref: file },
    },
  };
  return { file: 'asyncapi.yaml', pointer: '', schema };
}
