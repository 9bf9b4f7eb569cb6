import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { type Edit, edited, hotel } from '../fixtures/hotel.ts';
import { readSource } from '../load/read-source.ts';
import { pascalCase } from '../names.ts';
import { freshness } from '../write/write-emission.ts';
import { buildCatalog } from './build-catalog.ts';
import { isLarge } from './thread.ts';
import type { TimedTurn } from './turn.ts';
import { watchCatalog } from './watch-catalog.ts';

const event = 'catalog/stay/room-aa-noted/v1.json';

/** An event more, in the channel of stays. */
const noted = (count: number): readonly Edit[] => {
  const letters = [Math.floor(count / 26), count % 26].map((index) => String.fromCharCode(97 + index)).join('');
  const [name, home] = [`Room${pascalCase(letters)}Noted`, `stay/room-${letters}-noted`];
  const file = `catalog/${home}/v1.json`;
  const text = { type: 'string', description: 'Whom to ask.', maxLength: 64 };
  const data = { title: `${name}Data`, description: 'A note.', type: 'object', properties: { contact: text } };
  const metadata = { id: '11111111-1111-4111-8111-111111111111', occurredAt: '2026-11-23T20:00:00.000Z' };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: name,
    description: 'Something about a stay has been noted.',
    'x-owner': 'team-desk',
    type: 'object',
    required: ['metadata', 'data'],
    properties: { metadata: { $ref: '../../shared/event-metadata.json' }, data },
    examples: ['a', 'b'].map((contact) => ({ metadata: { ...metadata, schema: `${home}/v1` }, data: { contact } })),
  };
  const message = { payload: { $ref: file }, 'x-eventbridge': { source: 'hotel.stay', detailType: name } };
  const reference = { $ref: `#/components/messages/${name}` };
  return [
    { file, value: schema },
    { file: 'asyncapi.yaml', at: `/components/messages/${name}`, value: message },
    ...['stay', 'bus'].map((channel) => ({
      file: 'asyncapi.yaml',
      at: `/channels/${channel}/messages/${name}`,
      value: reference,
    })),
  ];
};

const large = edited(hotel, Array.from({ length: 110 }, (_, count) => noted(count)).flat());
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'carillon-large-'));
  for (const [file, text] of large.files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

const build = (): ReturnType<typeof buildCatalog> => buildCatalog(root, { check: false, cache: true });

describe('a large catalog', () => {
  it('is compiled in a thread as it would be here, and known again', async () => {
    expect(isLarge(root)).toBe(true);
    expect(await build()).toMatchObject({ ok: true, diagnostics: [] });
    const { value } = await compile(readSource(root));
    expect(value && freshness(root, value)).toEqual({ stale: [], missing: [], extra: [] });
    expect(await build()).toMatchObject({ ok: true, regenerated: [] });
  });

  it('is watched in a thread: a fault is reported, its fix is written, and the watch ends', async () => {
    const turns: TimedTurn[] = [];
    let wake: () => void = () => {};
    const watch = await watchCatalog(root, (turn) => {
      turns.push(turn);
      wake();
    });
    const turn = async (text: string): Promise<TimedTurn | undefined> => {
      const reported = new Promise<void>((resolve) => {
        wake = resolve;
      });
      writeFileSync(join(root, event), text);
      await reported;
      return turns.at(-1);
    };
    const sound = readFileSync(join(root, event), 'utf8');
    expect(turns).toMatchObject([{ ok: true, regenerated: [] }]);
    expect(await turn('{')).toMatchObject({ ok: false, regenerated: [] });
    expect(turns.at(-1)?.diagnostics.map(({ code }) => code)).toContain('source-parses');
    expect(await turn(sound.replace('Whom to ask', 'Whom one asks'))).toMatchObject({
      ok: true,
      regenerated: [event],
    });
    expect(readFileSync(join(root, 'generated/events/stay/room-aa-noted.ts'), 'utf8')).toContain('one asks');
    await watch.close();
  });

  it('tells what ended its thread', async () => {
    rmSync(join(root, 'generated'), { recursive: true });
    writeFileSync(join(root, 'generated'), 'a file where a folder should be');
    await expect(buildCatalog(root, { check: false, cache: false })).rejects.toThrow('ENOTDIR');
  });
});
