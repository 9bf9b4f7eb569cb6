import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences, expectedFailures } from './expected-failures.ts';
import { suites } from './suites.ts';

/** Recordings lie beside the project, or where CONFORMANCE_CASES says; they are read there and never copied. */
const FOLDER = process.env.CONFORMANCE_CASES ?? resolve('../shared/conformance');

describe.each(suites)('recorded cases: $name', ({ name, file, run }) => {
  it.skipIf(!existsSync(join(FOLDER, file)))('hold, save the expected failures', async () => {
    const { cases } = await run(readFileSync(join(FOLDER, file), 'utf8'));
    expect(cases.length).toBeGreaterThan(0);
    expect(differences(name, cases, expectedFailures())).toEqual([]);
  });
});

describe('differences of results and expected failures', () => {
  const listed = [{ suite: 's', id: 'known', levels: ['c'], reason: 'r' }] as const;

  it('are none when exactly the listed cases fail at the listed levels', () => {
    const cases = [
      { id: 'known', verdict: { a: true, b: true, c: false } },
      { id: 'right', verdict: { a: true } },
    ];
    expect(differences('s', cases, listed)).toEqual([]);
  });

  it('name a case that fails and is not listed, and a listed one that holds', () => {
    const cases = [
      { id: 'known', verdict: { a: true, b: true, c: true } },
      { id: 'new', verdict: { a: false } },
    ];
    expect(differences('s', cases, listed)).toEqual([
      { id: 'known', expected: ['c'], received: [] },
      { id: 'new', expected: [], received: ['a'] },
    ]);
  });

  it('give each listed failure a reason', () => {
    for (const { reason } of expectedFailures()) expect(reason.length).toBeGreaterThan(20);
  });
});
