import { describe, expect, it } from 'vitest';
import { examine } from '../examine.ts';
import { edited, hotel } from '../fixtures/hotel.ts';

const file = 'catalog/stay/stay-booked/v1.json';
const big = 'x'.repeat(260_000);

describe('the size of an event', () => {
  it('is that of its examples too, where the schema has no bound', () => {
    const { diagnostics } = examine(
      edited(hotel, [
        { file, at: '/properties/data/properties/stayId/maxLength', remove: true },
        { file, at: '/examples/1/data/stayId', value: big },
      ]),
    );
    expect(diagnostics.map(({ code, severity, at }) => [code, severity, at.pointer])).toEqual([
      ['event-fits-bus', 'error', '/examples/1'],
      ['event-bounded', 'warning', '/properties/data/properties/stayId'],
    ]);
    expect(diagnostics[0]).toMatchObject({
      at: { line: expect.any(Number) },
      received: expect.stringMatching(/^26\d{4} bytes/),
    });
  });

  it('is not asked of one that may travel as a claim', () => {
    const lab = 'catalog/lab/result-received/v1.json';
    expect(examine(edited(hotel, [{ file: lab, at: '/examples/0/data/value', value: big }])).diagnostics).toEqual([]);
  });
});
