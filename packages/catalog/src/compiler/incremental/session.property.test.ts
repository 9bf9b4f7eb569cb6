import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { type Edit, edited, hotel } from '../fixtures/hotel.ts';
import { lying, removeHotel, temporaryHotel } from '../fixtures/temporary-hotel.ts';
import { readSource } from '../load/read-source.ts';
import { freshness } from '../write/write-emission.ts';
import { openSession, type Session } from './session.ts';

const booked = 'catalog/stay/stay-booked/v1.json';
const closed = 'catalog/stay/stay-closed/v1.json';
const person = 'catalog/shared/person.json';

interface Doing {
  readonly file: string;
  readonly text: string | undefined;
}

/** What somebody may do to a catalog, sound or not; each sets one file, so that any order of them is a catalog again. */
const doings: readonly Doing[] = [
  ...variants(booked, [
    [],
    [{ file: booked, at: '/description', value: 'A stay was booked, at last.' }],
    [{ file: booked, at: '/properties/data/properties/channel/enum', value: ['phone', 'web', 'desk', 'letter'] }],
    [{ file: booked, at: '/properties/data/properties/channel/typ', value: 'a slip of the pen' }],
    [{ file: booked, at: '/x-owner', remove: true }],
  ]),
  ...variants(closed, [[], [{ file: closed, text: '{' }], [{ file: closed, remove: true }]]),
  ...variants(person, [
    [],
    [{ file: person, at: '/description', value: 'Whoever comes.' }],
    [{ file: person, at: '/properties/personId/maxLength', value: 12 }],
    [{ file: person, at: '/properties/personId/type', value: 'nothing that there is' }],
    [{ file: person, remove: true }],
  ]),
  ...variants('asyncapi.yaml', [
    [],
    [{ file: 'asyncapi.yaml', at: '/operations/biller/x-eventbridge/batchSize', value: 20 }],
    [
      {
        file: 'asyncapi.yaml',
        at: '/operations/reminder/x-eventbridge/pattern/detail',
        value: { data: { channel: ['phone'] } },
      },
    ],
    [{ file: 'asyncapi.yaml', at: '/operations/reminder/x-eventbridge/pattern/detail', value: { dta: ['x'] } }],
    [{ file: 'asyncapi.yaml', text: 'asyncapi: [' }],
  ]),
];

function variants(file: string, edits: readonly (readonly Edit[])[]): readonly Doing[] {
  return edits.map((some) => ({ file, text: edited(hotel, some).files.get(file) }));
}

const places = (diagnostics: readonly { readonly code: string; readonly at: object }[]): readonly string[] =>
  diagnostics.map(({ code, at }) => `${code} ${JSON.stringify(at)}`).sort();

function carryOut(root: string, { file, text }: Doing): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  if (text === undefined) rmSync(join(root, file), { force: true });
  else writeFileSync(join(root, file), text);
}

async function holdsAfter(root: string, session: Session, doing: Doing): Promise<void> {
  carryOut(root, doing);
  const before = lying(root);
  const turn = await session.turn([doing.file]);
  const anew = await compile(readSource(root));
  const after = lying(root);
  expect(places(turn.diagnostics)).toEqual(places(anew.diagnostics));
  expect(turn.ok).toBe(anew.value !== undefined);
  if (anew.value === undefined) expect(after).toEqual(before);
  else expect(freshness(root, anew.value)).toEqual({ stale: [], missing: [], extra: [] });
  for (const [path, { text, modified }] of before)
    if (after.get(path)?.text === text) expect(after.get(path)?.modified).toBe(modified);
}

describe('a session', () => {
  it('is after any edits where a compiler that starts anew is, writes only what differs, and nothing with a fault', async () => {
    const steps = fc.array(fc.constantFrom(...doings), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(steps, async (chosen) => {
        const root = temporaryHotel();
        const session = openSession(root);
        await session.turn();
        for (const doing of chosen) await holdsAfter(root, session, doing);
        removeHotel(root);
      }),
      { numRuns: 12, seed: 2026 },
    );
  });

  it('regenerates what depends on an edit, and nothing else', async () => {
    const root = temporaryHotel();
    const session = openSession(root);
    await session.turn();
    const personEdit = edited(hotel, [{ file: person, at: '/properties/personId/maxLength', value: 12 }]);
    writeFileSync(join(root, person), personEdit.files.get(person) ?? '');
    const { regenerated } = await session.turn([person]);
    expect(regenerated).toContain(person);
    expect(regenerated).not.toContain('catalog/shared/instant.json');
    writeFileSync(join(root, booked), `${hotel.files.get(booked)}\n\n`);
    expect(await session.turn([booked])).toMatchObject({ ok: true, changed: [booked], regenerated: [], stale: [] });
    removeHotel(root);
  });
});
