import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef, StaticOperationSchema } from '@smithy/types';
import { describe, expect, it } from 'vitest';
import { readShape } from './codecs.ts';
import { models, type Protocol } from './models.ts';

const inputOf = (service: string, operation: string): { readonly schema: SchemaRef; readonly protocol: Protocol } => {
  const model = models.find((each) => each.service === service && each.operations.has(operation));
  const schema = model?.operations.get(operation) as StaticOperationSchema;
  return { schema: schema[4], protocol: model?.protocol ?? 'json' };
};
const read = (service: string, operation: string, text: string): Promise<unknown> => {
  const { schema, protocol } = inputOf(service, operation);
  const members = [...NormalizedSchema.of(schema).structIterator()].map(([, member]) => member);
  const payload = members.find((member) => member.getMergedTraits().httpPayload);
  return readShape(protocol, payload ?? schema, Buffer.from(text));
};

describe('an input', () => {
  it.each([
    ['dynamodb', 'PutItem', '{"TableName":5}'],
    ['dynamodb', 'PutItem', '{"TableName":{}}'],
    ['dynamodb', 'PutItem', '{"Item":[]}'],
    ['dynamodb', 'PutItem', '{"Item":"x"}'],
    ['dynamodb', 'PutItem', '{"Item":{"a":"x"}}'],
    ['dynamodb', 'PutItem', '{"Item":{"a":[[]]}}'],
    ['dynamodb', 'PutItem', '{"Item":{"a":{"S":5}}}'],
    ['dynamodb', 'PutItem', '{"Item":{"a":{"L":{}}}}'],
    ['dynamodb', 'PutItem', '{"Item":{"a":{"L":[null]}}}'],
    ['dynamodb', 'PutItem', '{"Item":{"a":{"B":"not base64!"}}}'],
    ['dynamodb', 'PutItem', '{"Item":{"a":{"BOOL":"true"}}}'],
    ['dynamodb', 'ListTables', '{"Limit":"ten"}'],
    ['dynamodb', 'ListTables', '{"Limit":[1]}'],
    ['events', 'PutEvents', '{"Entries":{}}'],
    ['events', 'PutEvents', '{"Entries":["x"]}'],
    ['events', 'PutEvents', '{"Entries":[{"Time":"soon"}]}'],
    ['events', 'PutEvents', '{"Entries":[{"Time":1e300}]}'],
    ['events', 'PutEvents', '{"Entries":[{"Source":"a\\ud800"}]}'],
    ['dynamodb', 'PutItem', '{"Item":{"\\udc00":{"S":"x"}}}'],
    ['s3', 'DeleteObjects', '<Delete><Object><Key>&#xD800;</Key></Object></Delete>'],
  ])('of %s %s that is not of its shape is refused: %s', async (service, operation, text) => {
    const code = service === 's3' ? 'MalformedXML' : 'SerializationException';
    await expect(read(service, operation, text)).rejects.toMatchObject({ code, status: 400 });
  });

  it('is taken as it is when it fits, and what is null is not there', async () => {
    expect(
      await read(
        'dynamodb',
        'PutItem',
        '{"TableName":"t","ReturnValues":null,"Item":{"a":{"L":[{"S":"x"}]},"n":{"NULL":true}}}',
      ),
    ).toEqual({
      TableName: 't',
      Item: { a: { L: [{ S: 'x' }] }, n: { NULL: true } },
    });
    expect(
      await read('events', 'PutEvents', '{"Entries":[{"Time":5,"Resources":[],"Source":"\\ud83d\\ude00"}]}'),
    ).toEqual({
      Entries: [{ Time: new Date(5000), Resources: [], Source: '😀' }],
    });
  });
});
