import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameMeter } from './frame-meter.ts';
import { judgePolicy } from './invoke-policy.ts';
import { selectRoute } from './route-selection.ts';

/** A frame's bytes by RFC 6455 5.2, masked as a client's are. */
const frameOf = (size: number): Buffer => {
  const head = size < 126 ? Buffer.alloc(2) : Buffer.alloc(size < 65_536 ? 4 : 10);
  head.writeUInt8(0x81, 0);
  head.writeUInt8(0x80 | (size < 126 ? size : size < 65_536 ? 126 : 127), 1);
  if (head.length === 4) head.writeUInt16BE(size, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(size), 2);
  return Buffer.concat([head, Buffer.alloc(4), Buffer.alloc(size, 0xff)]);
};

describe('the frame meter', () => {
  it('tells every frame’s size, however the stream is cut', () => {
    const sizes = fc.array(fc.oneof(fc.nat(300), fc.nat(70_000)), { maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1 }), (frames, cuts) => {
        const bytes = Buffer.concat(frames.map(frameOf));
        const seen: number[] = [];
        const feed = frameMeter((size) => seen.push(size));
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const cut = cuts[turn % cuts.length] ?? 1;
          feed(bytes.subarray(at, at + cut));
          at += cut;
        }
        expect(seen).toEqual(frames);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a route', () => {
  it.each([
    ['$request.body.action', '{"action":"subscribe"}', 'subscribe'],
    ['$request.body.a.b', '{"a":{"b":"deep"}}', 'deep'],
    ['${request.body.action}', '{"action":"x"}', 'x'],
    ['$request.body.action', '{"action":7}', '$default'],
    ['$request.body.action', '{"action":"$connect"}', '$default'],
    ['$request.body.action', 'no json', '$default'],
    ['$request.body.action', '[]', '$default'],
    ['$request.body.toString', '{}', '$default'],
  ])('%s of %s is %s', (expression, body, route) => expect(selectRoute(expression, body)).toBe(route));
});

describe('an authorizer’s policy', () => {
  const arn = 'arn:aws:execute-api:us-east-1:000000000000:api/main/$connect';
  const judge = (...Statement: object[]): string => judgePolicy({ Statement }, arn);
  const allow = { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: arn };

  it('allows what a statement allows, by wildcard too', () => {
    expect(judge(allow)).toBe('ALLOW');
    expect(judge({ ...allow, Resource: ['x', 'arn:aws:execute-api:*:*:api/main/*'] })).toBe('ALLOW');
    expect(judge({ ...allow, Action: ['execute-api:*'] })).toBe('ALLOW');
    expect(judge({ ...allow, Action: '*', Resource: '*' })).toBe('ALLOW');
  });

  it('denies what none allows, and what one denies', () => {
    expect(judge()).toBe('DENY');
    expect(judge({ ...allow, Resource: 'arn:aws:execute-api:us-east-1:000000000000:api/main/$default' })).toBe('DENY');
    expect(judge({ ...allow, Action: 's3:GetObject' })).toBe('DENY');
    expect(judge(allow, { ...allow, Effect: 'Deny', Resource: '*' })).toBe('EXPLICIT_DENY');
    expect(judgePolicy(undefined, arn)).toBe('MALFORMED');
    expect(judgePolicy({ Statement: ['*'] }, arn)).toBe('MALFORMED');
  });
});
