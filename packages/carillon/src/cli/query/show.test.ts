import { describe, expect, it } from 'vitest';
import { asCsv, asTable, plain } from './show.ts';

describe('an answer', () => {
  it('is a table, numbers to the right', () => {
    expect(
      asTable(
        ['town', 'n'],
        [
          ['1', 5],
          ['ward b', 1200],
        ],
      ),
    ).toBe('town       n\n------  ----\n1          5\nward b  1200');
  });

  it('is CSV, where no text runs as a formula', () => {
    expect(
      asCsv(
        ['a', 'b'],
        [
          ['x,"y"', -1],
          ['=1+1', null],
        ],
      ),
    ).toBe('a,b\r\n"x,""y""",-1\r\n"\'=1+1",');
  });

  it('is plain JSON: whole numbers while they are exact, instants, lists and fields', () => {
    const value = { n: 7n, far: 2n ** 60n, at: new Date(0), list: [1n, null], bytes: new Uint8Array([1]) };
    expect(plain(value)).toEqual({
      n: 7,
      far: '1152921504606846976',
      at: '1970-01-01T00:00:00.000Z',
      list: [1, null],
      bytes: 'AQ==',
    });
  });
});
