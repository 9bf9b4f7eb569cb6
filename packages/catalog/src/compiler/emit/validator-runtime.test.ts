import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.ts';
import { violationsOf } from './shipped/violations.ts';
import { anywhere, validatorRuntime } from './validator-runtime.ts';

const bundled = (path: string): string => `// ${path}ajv/equal.js
var require_equal = __commonJS({
  "${path}ajv/equal.js"(exports) {
    exports.default = "a/node_modules/b";
  }
});
`;

describe('the runtime of the validators', () => {
  it.each(['../../elsewhere/node_modules/', 'node_modules/.pnpm/ajv@8.20.0/node_modules/', '/opt/node_modules/'])(
    'is the same with packages in %s',
    (path) => {
      expect(anywhere(bundled(path))).toBe(anywhere(bundled('node_modules/')));
      expect(anywhere(bundled(path))).toContain('"node_modules/ajv/equal.js"(exports)');
    },
  );
});

describe('the bundled runtime', () => {
  it('has what validators import, and imports nothing', async () => {
    const text = await validatorRuntime();
    expect(text).not.toMatch(/^import /m);
    const runtime = await import(`data:text/javascript,${encodeURIComponent(text)}`);
    expect(Object.keys(runtime)).toEqual(['equal', 'formats', 'isMultipleOf', 'ucs2length', 'violationsOf']);
    const { equal, formats, isMultipleOf, ucs2length, violationsOf } = runtime;
    expect([equal({ a: [1] }, { a: [1] }), equal({ a: [1] }, { a: [2] })]).toEqual([true, false]);
    expect(formats).toHaveProperty('date-time');
    expect([isMultipleOf(143.48, 0.01), isMultipleOf(143.485, 0.01), ucs2length('😀')]).toEqual([true, false, 1]);
    expect(violationsOf([{ instancePath: '/a', keyword: 'required', params: { missingProperty: 'b/c' } }])).toEqual([
      { pointer: '/a/b~1c', keyword: 'required', message: 'is required' },
    ]);
  });
});

/** A value that the schema's keyword, and no other, finds fault with. */
const rows: readonly (readonly [keyword: string, schema: JsonObject, value: unknown])[] = [
  ['type', { type: 'string' }, 1],
  ['type', { type: ['string', 'null'] }, 1],
  ['format', { format: 'date' }, 'today'],
  ['pattern', { pattern: '^"a\\.b"$' }, 'c'],
  ['maxLength', { maxLength: 1 }, 'ab'],
  ['minLength', { minLength: 2 }, 'a'],
  ['maxItems', { maxItems: 1 }, [1, 2]],
  ['minItems', { minItems: 2 }, [1]],
  ['additionalItems', { items: [{}], additionalItems: false }, [1, 2]],
  ['maxProperties', { maxProperties: 0 }, { a: 1 }],
  ['minProperties', { minProperties: 1 }, {}],
  ['maximum', { maximum: 1.5 }, 2],
  ['minimum', { minimum: 1 }, 0],
  ['exclusiveMaximum', { exclusiveMaximum: 1 }, 1],
  ['exclusiveMinimum', { exclusiveMinimum: 1 }, 1],
  ['multipleOf', { multipleOf: 2 }, 3],
  ['uniqueItems', { uniqueItems: true }, [1, 2, 1]],
  ['contains', { contains: { const: 1 } }, [2]],
  ['dependencies', { dependencies: { a: ['b'] } }, { a: 1 }],
  ['dependencies', { dependencies: { a: ['b', 'c'] } }, { a: 1 }],
  ['propertyNames', { propertyNames: { maxLength: 1 } }, { ab: 1 }],
  ['anyOf', { anyOf: [{ const: 1 }, { const: 2 }] }, 3],
  ['oneOf', { oneOf: [{ const: 1 }, { const: 2 }] }, 3],
  ['not', { not: { const: 1 } }, 1],
  ['false schema', { properties: { a: false } }, { a: 1 }],
];

describe('the words of a violation', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  it.each(rows)("are Ajv's own for %s %j", (keyword, schema, value) => {
    const validate = ajv.compile(schema);
    validate(value);
    const errors = validate.errors ?? [];
    const own = errors.find((error) => error.keyword === keyword);
    const told = violationsOf(errors.map(({ message: _, ...error }) => error));
    expect(told.find((violation) => violation.keyword === keyword)).toEqual({
      pointer: own?.instancePath,
      keyword,
      message: own?.message,
    });
  });
});
