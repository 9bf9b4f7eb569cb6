import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderPipeTemplate } from '@carillon/local/templating/pipe-template';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteMeasured } from '../../../../../generated/events/site/site-measured.ts';
import { examine } from '../../compiler/examine.ts';
import type { JsonObject } from '../../compiler/json.ts';
import { readSource } from '../../compiler/load/read-source.ts';
import { rules } from '../../compiler/rules.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { findProducerContracts } from '../producers/find-producers.ts';
import { examineTemplates, speakersOf } from './examine-templates.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const { checked } = examine(readSource(root)).value as { readonly checked: CheckedCatalog };
const speakers = speakersOf(await findProducerContracts(root));

interface Row {
  readonly name: string;
  readonly source: string;
  readonly resources: JsonObject;
  /** Code, place, and what the message ends with. */
  readonly finds: readonly (readonly [code: string, pointer: string, end: string])[];
}

const rows = JSON.parse(readFileSync(new URL('cases/templates.json', import.meta.url), 'utf8')) as readonly Row[];

const examined = (resources: JsonObject) =>
  examineTemplates(checked, [{ file: 'It.template.json', body: { Resources: resources } }], speakers);

describe('a template', () => {
  it.each(rows.filter(({ finds }) => finds.length === 0))('is sound: $name', ({ resources }) => {
    expect(examined(resources)).toEqual([]);
  });

  it.each(rows.filter(({ finds }) => finds.length > 0))('is at fault: $name', ({ resources, finds }) => {
    const found = examined(resources);
    for (const [code, pointer, end] of finds) {
      const fault = found.find(
        (each) => each.code === code && each.at.pointer === pointer && each.message.endsWith(end),
      );
      expect(fault, JSON.stringify(found, undefined, 1)).toBeDefined();
      expect([fault?.expected, fault?.received, fault?.fix]).not.toContain('');
    }
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(finds.map(([code]) => code)));
  });
});

/** A gap outside quotes, as a template has it. */
const gap = (path: string): string => `\u0001${path}\u0001`;
const ATTRIBUTES = ['id.S', 'at.S', 'one.N', 'done.BOOL', 'site.M.id.S', 'list.L[0].N', 'list', 'gone.S'];
const leaf = fc.oneof(
  fc.constantFrom<unknown>('s-1', '', 'a/b', 1, 1.5, -1, true, null, {}, []),
  fc.constantFrom(...ATTRIBUTES).map((path) => gap(`$.dynamodb.NewImage.${path}`)),
  fc.constantFrom(gap('$.eventID'), gap('$.dynamodb.SizeBytes'), gap('aws.pipes.pipe-name'), 'x <$.eventID> y'),
);
const INSTANT = '2026-11-24T00:00:00.000Z';
const sound = {
  metadata: {
    id: '00000000-0000-4000-8000-000000000000',
    correlationId: 'c',
    occurredAt: INSTANT,
    schema: siteMeasured.schema,
  },
  data: { id: '1', siteId: 's-1', name: 'North', createdAtTime: 1, valueOne: 1.5, valueTwo: 2 },
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
        site: { M: { id: { S: id } } },
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
    return siteMeasured.validate(JSON.parse(renderPipeTemplate(template, input, context))).length === 0;
  } catch {
    return false;
  }
};

it('every rule of what is deployed has its planted fault', () => {
  const planted = new Set(rows.flatMap(({ finds }) => finds.map(([code]) => code)));
  const wiring = Object.entries(rules).filter(([, { stage }]) => stage === 'wiring');
  expect(new Set(wiring.map(([code]) => code))).toEqual(planted);
});

describe('what is said of a template before it runs', () => {
  it('holds when it runs: a detail that is called impossible is never valid', () => {
    const tally = { impossible: 0, valid: 0 };
    fc.assert(
      fc.property(details, record, (template, input) => {
        const bus = { DetailType: siteMeasured.name, Source: siteMeasured.source };
        const found = examined({
          It: {
            Type: 'AWS::Pipes::Pipe',
            Properties: {
              SourceParameters: { DynamoDBStreamParameters: { StartingPosition: 'LATEST' } },
              TargetParameters: { EventBridgeEventBusParameters: bus, InputTemplate: template },
            },
          },
        });
        // A field that the catalog does not know is valid, and told nevertheless.
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
  }, 60_000);
});
