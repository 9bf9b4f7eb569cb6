import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { edited, hotel } from '../fixtures/hotel.ts';

const file = 'catalog/lab/result-received/v1.json';
const amount = { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 1_000_000, description: 'What it cost.' };
/** The fixture catalog with an amount of money, in the schema and in its examples. */
const withAmount = (cost: number): typeof hotel =>
  edited(hotel, [
    { file, at: '/properties/data/properties/cost', value: amount },
    { file, at: '/examples/0/data/cost', value: cost },
  ]);

describe('an amount with two decimal places', () => {
  const folder = mkdtempSync(join(tmpdir(), 'emitted-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is taken as an example by the check, and one with three is not', async () => {
    for (const cost of [143.48, 19.99, 8.69, 1.11]) {
      const { value, diagnostics } = await compile(withAmount(cost));
      expect(diagnostics).toEqual([]);
      expect(value).toBeDefined();
    }
    const { diagnostics } = await compile(withAmount(143.485));
    expect(diagnostics.map(({ code, at }) => [code, at.pointer])).toEqual([['example-valid', '/examples/0/data/cost']]);
  });

  it('is taken by the emitted validator, and one with three is not', async () => {
    const { value } = await compile(withAmount(143.48));
    for (const [path, text] of value?.files ?? [])
      if (path.startsWith('validators/')) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const { validate } = await import(pathToFileURL(join(folder, 'validators/lab/result-received.js')).href);
    const [example] = JSON.parse(withAmount(143.48).files.get(file) ?? '{}').examples;
    const violations = (cost: number): unknown => validate({ ...example, data: { ...example.data, cost } });
    for (const cost of [143.48, 19.99, 8.69, 1.11, 0, 0.01, 999_999.99]) expect(violations(cost)).toEqual([]);
    expect(violations(143.485)).toEqual([
      { pointer: '/data/cost', keyword: 'multipleOf', message: 'must be multiple of 0.01' },
    ]);
  });
});
