import { appendFileSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { removeHotel, temporaryHotel } from '../fixtures/temporary-hotel.ts';
import { readSource } from '../load/read-source.ts';
import { freshness } from '../write/write-emission.ts';
import { buildCatalog } from './build-catalog.ts';
import { isUnchanged, readCache } from './catalog-cache.ts';

let root = '';
beforeEach(async () => {
  root = temporaryHotel();
  await build();
});
afterEach(() => removeHotel(root));

const build = (): ReturnType<typeof buildCatalog> => buildCatalog(root, { check: false, cache: true });
const cacheFile = (): string => join(root, '.carillon/cache/catalog.json');
const booked = 'catalog/stay/stay-booked/v1.json';

const isRight = async (): Promise<void> => {
  const { value } = await compile(readSource(root));
  expect(value && freshness(root, value)).toEqual({ stale: [], missing: [], extra: [] });
};

describe('a build after a build', () => {
  it('has nothing to do when nothing changed, and when only the times of files did', async () => {
    const cache = readCache(root);
    expect(cache && isUnchanged(root, cache)).toBe(true);
    utimesSync(join(root, booked), new Date(), new Date());
    expect(cache && isUnchanged(root, cache)).toBe(true);
    expect(await build()).toMatchObject({ ok: true, regenerated: [], stale: [] });
  });

  it('fixes what somebody edited, removed or added in generated/', async () => {
    appendFileSync(join(root, 'generated/events.ts'), '// by hand\n');
    rmSync(join(root, 'generated/validators/stay/stay-booked.js'));
    writeFileSync(join(root, 'generated/old.ts'), '');
    expect(await build()).toMatchObject({
      ok: true,
      stale: ['generated/events.ts'],
      missing: ['generated/validators/stay/stay-booked.js'],
      extra: ['generated/old.ts'],
    });
    await isRight();
  });

  it('regenerates after an edit only what depends on it', async () => {
    const text = readFileSync(join(root, booked), 'utf8');
    writeFileSync(join(root, booked), text.replace('"description": "', '"description": "Here: '));
    expect((await build()).regenerated).toEqual([booked]);
    await isRight();
  });

  it('sees an edit that keeps the size', async () => {
    const text = readFileSync(join(root, booked), 'utf8');
    writeFileSync(join(root, booked), text.replace('team-', 'maet-'));
    await build();
    await isRight();
  });

  it('is right whatever has become of the cache', async () => {
    const text = readFileSync(cacheFile(), 'utf8');
    const damaged = ['', '{}', text.slice(0, -20), text.replace('"units"', '"unitz"'), text.slice(30), `${text} `];
    writeFileSync(join(root, booked), readFileSync(join(root, booked), 'utf8').replace('team-', 'crew-'));
    for (const each of damaged) {
      writeFileSync(cacheFile(), each);
      expect(readCache(root)).toBeUndefined();
      expect(await build()).toMatchObject({ ok: true });
      await isRight();
    }
  });

  it('tells the faults of a broken catalog, and knows the good one again', async () => {
    const text = readFileSync(join(root, booked), 'utf8');
    writeFileSync(join(root, booked), '{');
    expect(await build()).toMatchObject({ ok: false, stale: [], missing: [], extra: [] });
    expect(await build()).toMatchObject({ ok: false });
    writeFileSync(join(root, booked), text);
    expect(await build()).toMatchObject({ ok: true, regenerated: [] });
    await isRight();
  });
});
