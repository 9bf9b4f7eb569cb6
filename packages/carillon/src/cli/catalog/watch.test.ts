import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { removeHotel, temporaryHotel } from '@carillon/catalog/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../../bin/carillon.mjs', import.meta.url));
const booked = 'catalog/stay/stay-booked/v1.json';

let root = '';
let child: ChildProcessWithoutNullStreams;
let turns: AsyncIterator<string>;
beforeEach(() => {
  root = temporaryHotel();
  writeFileSync(join(root, 'carillon.config.ts'), "export default { name: 'hotel' };\n");
  child = spawn(process.execPath, [bin, 'catalog', 'watch', '--json', '--root', root]);
  turns = createInterface(child.stdout)[Symbol.asyncIterator]();
});
afterEach(() => {
  child.kill('SIGKILL');
  removeHotel(root);
});

const next = async (): Promise<Record<string, unknown>> => JSON.parse((await turns.next()).value);
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('carillon catalog watch', () => {
  it('follows edits, new folders, renames over a file and hands in generated/, and ends with 0', async () => {
    expect(await next()).toMatchObject({ ok: true, diagnostics: [] });
    const sound = textOf(booked);

    writeFileSync(join(root, booked), sound.replace('"description": "', '"description": "Now: '));
    expect(await next()).toMatchObject({ ok: true, changed: [booked], regenerated: [booked] });

    writeFileSync(join(root, 'catalog/stay/stay-booked/.v1.json.tmp~'), sound);
    renameSync(join(root, 'catalog/stay/stay-booked/.v1.json.tmp~'), join(root, booked));
    let turn = await next();
    // The editor's own file may be seen before it is renamed.
    while (turn.ok !== true) turn = await next();
    expect(turn).toMatchObject({ ok: true, diagnostics: [] });

    writeFileSync(join(root, booked), sound.replace('shared/person.json', 'shared/guest.json'));
    expect(await next()).toMatchObject({
      ok: false,
      written: [],
      diagnostics: [{ code: 'reference-closed', at: { file: booked, line: expect.any(Number) } }],
    });
    const guest = textOf('catalog/shared/person.json').replaceAll('"Person', '"Guest');
    writeFileSync(join(root, 'catalog/shared/guest.json'), guest);
    expect(await next()).toMatchObject({ ok: true, changed: ['catalog/shared/guest.json'] });

    appendFileSync(join(root, 'generated/events.ts'), '// by hand\n');
    expect(await next()).toMatchObject({ ok: true, changed: [], written: ['generated/events.ts'] });

    mkdirSync(join(root, 'catalog/lab/sample-lost'), { recursive: true });
    writeFileSync(join(root, 'catalog/lab/sample-lost/v1.json'), '{');
    expect(await next()).toMatchObject({ ok: false, changed: ['catalog/lab/sample-lost/v1.json'] });

    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });
});
