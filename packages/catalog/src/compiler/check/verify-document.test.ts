import { describe, expect, it } from 'vitest';
import { edited, hotel, hotelRoot } from '../fixtures/hotel.ts';
import { verifyDocument } from './verify-document.ts';

describe('verifyDocument', () => {
  it('has the AsyncAPI parser accept the fixture', async () => {
    expect(await verifyDocument(hotelRoot, hotel)).toEqual([]);
  });

  it("reports the parser's errors with their place", async () => {
    const wrong = edited(hotel, [
      { file: 'asyncapi.yaml', at: '/operations/biller/bindings', value: { eventbridge: {} } },
    ]);
    const [first] = await verifyDocument(hotelRoot, wrong);
    expect(first).toMatchObject({
      code: 'document-valid',
      severity: 'error',
      at: { file: 'asyncapi.yaml', line: expect.any(Number) },
    });
    expect(first?.at.pointer).toContain('/operations/biller/bindings');
  });
});
