import { describe, expect, it } from 'vitest';
import { operationInput } from './sdk-shape.ts';

describe('the input of an operation', () => {
  it.each([
    ['text', 'text'],
    [{ a: 1 }, '{"a":1}'],
    [[1, 2], '[1,2]'],
    [true, 'true'],
  ])('has the body %j of an object as text', (Body, expected) => {
    expect(operationInput('s3', { Bucket: 'b', Key: 'k', Body })).toEqual({ Bucket: 'b', Key: 'k', Body: expected });
  });

  it('has its members in the case of the SDK, and objects as JSON where it wants text', () => {
    expect(operationInput('states', { StateMachineArn: 'arn', Input: { a: 1 } })).toEqual({
      stateMachineArn: 'arn',
      input: '{"a":1}',
    });
  });
});
