import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from './literal.ts';

/** Reads an expression of literals back; the text is our own emitter's. */
const read = (text: string): unknown => new Function(`return (${text})`)();

describe('literal', () => {
  it('reads back as the value that it was written from', () => {
    // JSON.parse keeps a key named __proto__ as a field, an object literal does not: no field of a catalog has that name.
    const value = fc.jsonValue().filter((json) => !JSON.stringify(json).includes('__proto__'));
    fc.assert(
      fc.property(value, (json) => {
        expect(read(literal(json))).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });

  it('breaks what does not fit on a line', () => {
    const names = Array.from({ length: 12 }, (_, index) => `EventNumber${index}Happened`);
    expect(literal({ 'detail-type': names }).split('\n').length).toBe(16);
    expect(literal({ source: ['a.b'], 'detail-type': ["it's"] })).toBe(
      "{ source: ['a.b'], 'detail-type': ['it\\'s'] }",
    );
  });
});
