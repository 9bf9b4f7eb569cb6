import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { edited, hotel, hotelRoot } from './fixtures/hotel.ts';
import { readSource } from './load/read-source.ts';
import { verify } from './verify.ts';

describe('verify', () => {
  it('has the AsyncAPI parser accept our document and the fixture', async () => {
    const root = fileURLToPath(new URL('../../../..', import.meta.url));
    expect(await verify(root, readSource(root))).toEqual([]);
    expect(await verify(hotelRoot, hotel)).toEqual([]);
  });

  it("tells the parser's errors with their place", async () => {
    const wrong = edited(hotel, [
      { file: 'asyncapi.yaml', at: '/operations/biller/bindings', value: { eventbridge: {} } },
    ]);
    const [first] = await verify(hotelRoot, wrong);
    expect(first).toMatchObject({
      code: 'document-valid',
      severity: 'error',
      at: { file: 'asyncapi.yaml', line: expect.any(Number) },
    });
    expect(first?.at.pointer).toContain('/operations/biller/bindings');
  });
});
