import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticCatalog, writeCatalog } from '../../../../../bench/catalog/synthetic-catalog.ts';
import { compile } from '../compile.ts';
import { readSource } from '../load/read-source.ts';
import { freshness } from '../write/write-emission.ts';
import { buildCatalog } from './build-catalog.ts';
import { isLarge } from './thread.ts';
import type { TimedTurn } from './turn.ts';
import { watchCatalog } from './watch-catalog.ts';

const event = 'catalog/billing/billing-order-created/v1.json';
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'carillon-large-'));
  writeCatalog(root, syntheticCatalog(110));
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
  }, 60_000);

  it('is watched in a thread: a fault is reported, its fix is written, and the watch ends', async () => {
    const turns: TimedTurn[] = [];
    let wake: () => void = () => {};
    const watch = await watchCatalog(root, (turn) => {
      turns.push(turn);
      wake();
    });
    const turn = async (text: string): Promise<TimedTurn | undefined> => {
      const told = new Promise<void>((resolve) => {
        wake = resolve;
      });
      writeFileSync(join(root, event), text);
      await told;
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
    expect(readFileSync(join(root, 'generated/events/billing/billing-order-created.ts'), 'utf8')).toContain('one asks');
    await watch.close();
  }, 60_000);

  it('tells what ended its thread', async () => {
    rmSync(join(root, 'generated'), { recursive: true });
    writeFileSync(join(root, 'generated'), 'a file where a folder should be');
    await expect(buildCatalog(root, { check: false, cache: false })).rejects.toThrow('ENOTDIR');
  }, 60_000);
});
