import { describe, expect, it } from 'vitest';
import { syntheticCatalog } from '../../../../../../bench/catalog/synthetic-catalog.ts';
import faults from '../../cases/faults.json' with { type: 'json' };
import sound from '../../cases/sound.json' with { type: 'json' };
import { seeded } from '../../compatibility/random.ts';
import { clinic, type Edit, edited } from '../../fixtures/clinic.ts';
import { load } from '../../load/load-catalog.ts';
import { readSource } from '../../load/read-source.ts';
import type { CatalogSource, SchemaFile } from '../../stages.ts';
import { ajvCode, plainCode } from '../compiled-schema.ts';
import type { Schemas } from '../schema-node.ts';
import { viewOf } from '../view.ts';
import { anySchema, sharedFiles } from './any-schema.ts';

const root = new URL('../../../../../..', import.meta.url).pathname;

/** What is written of a plain schema, which has to be what Ajv says; undefined if the schema is not plain. */
function plainText(schemas: Schemas, file: SchemaFile): string | undefined {
  const view = viewOf(schemas, file);
  const plain = plainCode(view);
  if (plain === undefined) return undefined;
  const { refusal, code } = ajvCode(view);
  const told = { refusal, entry: code?.entry, calls: [...(code?.calls ?? [])] };
  expect(told).toEqual({ refusal: undefined, entry: plain.entry, calls: [...plain.calls] });
  expect(plain.text).toBe(code?.text);
  return plain.text;
}

/** The files whose schemas are not plain. */
function leftToAjv(source: CatalogSource): readonly string[] {
  const { schemas } = load(source);
  return [...schemas.values()].filter((file) => plainText(schemas, file) === undefined).map(({ file }) => file);
}

const runs = 1_200;
/** What has to be met in the code of generated schemas, or they test too little. */
const constructs: readonly RegExp[] = [
  /const tag1 = /,
  /\bvalidate2\(/,
  /parentData,parentDataProperty/,
  /for\(const key\d+ in /,
  /hasOwnProperty/,
  /" \+ i\d+\+"\/" \+ i/,
  /allowedValue: schema0/,
  /allowedValues: schema0.*\["/,
  /formats\d+\.validate\(/,
  /pattern2/,
  /func[1-9]/,
  /1e\+21/,
  /\\u2028/,
];

describe('plain validators', () => {
  it('are as Ajv has them, for every schema of the catalog', () => {
    expect(leftToAjv(readSource(root))).toEqual(['catalog/export/export-requested/v1.json']);
  });

  it('are as Ajv has them, for every schema of a large catalog', () => {
    expect(leftToAjv(syntheticCatalog(60))).toEqual([]);
  });

  it('leave what is not plain to Ajv', () => {
    expect(leftToAjv(clinic)).toEqual([
      'catalog/lab/result-received/v1.json',
      'catalog/shared/person.json',
      'catalog/visit/visit-booked/v1.json',
      'catalog/visit/visit-closed/v1.json',
    ]);
  });

  it.each([...sound, ...faults])('are as Ajv has them in a clinic with $name', ({ edits }) => {
    leftToAjv(edited(clinic, edits as readonly Edit[]));
  });

  it('are as Ajv has them, whatever the schema', () => {
    const random = seeded(2026);
    const texts: string[] = [];
    for (let run = 0; run < runs; run += 1) {
      const event: SchemaFile = {
        file: 'catalog/any/any-thing/v1.json',
        place: { kind: 'event', domain: 'any', event: 'any-thing', version: 1 },
        schema: anySchema(random),
      };
      const schemas = new Map([event, ...sharedFiles].map((file) => [file.file, file]));
      const text = plainText(schemas, event);
      if (text !== undefined) texts.push(text);
    }
    expect(texts.length).toBeGreaterThan(runs / 2);
    expect(constructs.filter((construct) => !texts.some((text) => construct.test(text)))).toEqual([]);
  });
});
