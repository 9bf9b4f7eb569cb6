import { describe, expect, it } from 'vitest';
import faults from './cases/faults.json' with { type: 'json' };
import sound from './cases/sound.json' with { type: 'json' };
import { compile } from './compile.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type Edit, edited, hotel } from './fixtures/hotel.ts';
import { rules } from './rules.ts';

interface SoundCase {
  readonly name: string;
  readonly edits: readonly Edit[];
}

interface FaultCase extends SoundCase {
  readonly faults: readonly { readonly code: string; readonly file: string; readonly pointer: string }[];
}

const faultCases = faults as readonly FaultCase[];
const soundCases = sound as readonly SoundCase[];

const placed = ({ code, at }: Diagnostic): object => ({ code, file: at.file, pointer: at.pointer });

describe('a catalog with a planted fault', () => {
  it.each(faultCases.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { diagnostics } = await compile(edited(hotel, row.edits));
    expect(diagnostics.map(placed)).toEqual(expect.arrayContaining([...row.faults]));
    expect(diagnostics).toHaveLength(row.faults.length);
    for (const { expected, received, fix } of diagnostics) expect([expected, received, fix]).not.toContain('');
  });

  it('is planted for every rule of a catalog but the one of the AsyncAPI parser', () => {
    const planted = new Set(faultCases.flatMap((row) => row.faults.map(({ code }) => code)));
    expect(
      Object.entries(rules)
        .filter(([code, { stage }]) => stage !== 'wiring' && !planted.has(code))
        .map(([code]) => code),
    ).toEqual(['document-valid']);
  });
});

describe('a catalog that is unusual and sound', () => {
  it.each(soundCases.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    const { value, diagnostics } = await compile(edited(hotel, row.edits));
    expect(diagnostics).toEqual([]);
    expect(value).toBeDefined();
  });
});
