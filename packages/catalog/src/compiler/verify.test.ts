import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clinic, clinicRoot, edited } from './fixtures/clinic.ts';
import { readSource } from './load/read-source.ts';
import { verify } from './verify.ts';

describe('verify', () => {
  it('has the AsyncAPI parser accept our document and the fixture', async () => {
    const root = fileURLToPath(new URL('../../../..', import.meta.url));
    expect(await verify(root, readSource(root))).toEqual([]);
    expect(await verify(clinicRoot, clinic)).toEqual([]);
  });

  it("tells the parser's errors with their place", async () => {
    const wrong = edited(clinic, [
      { file: 'asyncapi.yaml', at: '/operations/biller/bindings', value: { eventbridge: {} } },
    ]);
    const [first] = await verify(clinicRoot, wrong);
    expect(first).toMatchObject({
      code: 'document-valid',
      severity: 'error',
      at: { file: 'asyncapi.yaml', line: expect.any(Number) },
    });
    expect(first?.at.pointer).toContain('/operations/biller/bindings');
  });
});
