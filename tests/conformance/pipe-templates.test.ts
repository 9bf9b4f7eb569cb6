import { verifyTemplates } from '@carillon/catalog/contracts';
import { roomMeasured, rooms } from '@carillon/catalog/testing';
import { renderPipeTemplate } from '@carillon/local/templating/pipe-template';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** A gap outside quotes, as a template has it. */
const gap = (path: string): string => `\u0001${path}\u0001`;
const ATTRIBUTES = ['id.S', 'at.S', 'one.N', 'done.BOOL', 'room.M.id.S', 'list.L[0].N', 'list', 'gone.S'];
const leaf = fc.oneof(
  fc.constantFrom<unknown>('s-1', '', 'a/b', 1, 1.5, -1, true, null, {}, []),
  fc.constantFrom(...ATTRIBUTES).map((path) => gap(`$.dynamodb.NewImage.${path}`)),
  fc.constantFrom(gap('$.eventID'), gap('$.dynamodb.SizeBytes'), gap('aws.pipes.pipe-name'), 'x <$.eventID> y'),
);
const INSTANT = '2026-11-24T00:00:00.000Z';
const sound = {
  metadata: {
    id: '00000000-0000-4000-8000-000000000000',
    occurredAt: INSTANT,
    schema: roomMeasured.schema,
  },
  data: { measureId: '1', roomId: 's-1', name: 'North', measuredAt: 1, low: 1.5, high: 2 },
};

/** A sound detail with some of its fields replaced, dropped or added. */
const details = fc
  .array(
    fc.tuple(
      fc.constantFrom<['metadata' | 'data', string]>(
        ...Object.keys(sound.metadata).map((name) => ['metadata', name] as ['metadata', string]),
        ...[...Object.keys(sound.data), 'operator'].map((name) => ['data', name] as ['data', string]),
      ),
      fc.option(leaf, { nil: undefined, freq: 4 }),
    ),
    { maxLength: 3 },
  )
  .map((changes) => {
    const detail = structuredClone(sound) as Record<'metadata' | 'data', Record<string, unknown>>;
    for (const [[part, name], value] of changes) detail[part][name] = value;
    return JSON.stringify(detail).replaceAll(/"\\u0001([^"]*?)\\u0001"/g, '<$1>');
  });

const record = fc
  .record({ id: fc.constantFrom('s-1', 'a b'), one: fc.integer(), done: fc.boolean() })
  .map(({ id, one, done }) => ({
    eventID: 'e-1',
    eventName: 'INSERT',
    dynamodb: {
      SizeBytes: 10,
      NewImage: {
        id: { S: id },
        at: { S: INSTANT },
        one: { N: String(one) },
        done: { BOOL: done },
        room: { M: { id: { S: id } } },
        list: { L: [{ N: '1' }] },
      },
    },
  }));

const context = {
  pipeArn: 'arn:pipe',
  pipeName: 'pipe',
  sourceArn: 'arn:s',
  targetArn: 'arn:t',
  ingestionTime: INSTANT,
};

const validWhenRendered = (template: string, input: Parameters<typeof renderPipeTemplate>[1]): boolean => {
  try {
    return roomMeasured.validate(JSON.parse(renderPipeTemplate(template, input, context))).length === 0;
  } catch {
    return false;
  }
};

describe('what is found in a template before it runs', () => {
  it('holds when it runs: a detail that is called impossible is never valid', () => {
    const tally = { impossible: 0, valid: 0 };
    fc.assert(
      fc.property(details, record, (template, input) => {
        const bus = { DetailType: roomMeasured.name, Source: roomMeasured.source };
        const pipe = {
          Type: 'AWS::Pipes::Pipe',
          Properties: {
            SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'LATEST' } },
            TargetParameters: { EventBridgeEventBusParameters: bus, InputTemplate: template },
          },
        };
        const body = { Resources: { It: pipe } };
        const found = verifyTemplates(rooms, [{ file: 'It.template.json', body }], new Map());
        // A field that the catalog does not know is valid, and reported nevertheless.
        const impossible = found.filter(({ received }) => received !== 'operator');
        const valid = validWhenRendered(template, input);
        if (impossible.length > 0) tally.impossible += 1;
        if (valid) tally.valid += 1;
        if (impossible.length > 0) expect(valid, `${template}\n${JSON.stringify(impossible)}`).toBe(false);
      }),
      { numRuns: 1_500, seed: 20_261_124 },
    );
    expect(tally.impossible).toBeGreaterThan(300);
    expect(tally.valid).toBeGreaterThan(200);
  });
});
