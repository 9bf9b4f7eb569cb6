import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { CatalogSource } from '@carillon/catalog/check';
import { type Edit, edited, hotel, hotelRoot, soundCases } from '@carillon/catalog/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectAt } from '../../project.ts';
import { parse } from '../command.ts';
import { catalog } from './command.ts';

let repository = '';
let root = '';
let printed: string[] = [];

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
    encoding: 'utf8',
  });

const write = ({ files }: CatalogSource): void => {
  rmSync(join(root, 'catalog'), { recursive: true, force: true });
  for (const [file, text] of files) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
};

const edit = (...edits: readonly Edit[]): void => write(edited(hotel, edits));

const run = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string }> => {
  const { given, positionals } = parse(catalog, ['diff', ...argv]);
  const code = await catalog.run(given, positionals, projectAt(root, { name: 'hotel' }));
  return { code, out: printed.join('\n') };
};

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'hotel-'));
  // The catalog need not lie at the root of its repository.
  root = join(repository, 'events');
  cpSync(hotelRoot, root, { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'The catalog');
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(repository, { recursive: true });
});

const booked = 'catalog/stay/stay-booked/v1.json';
const shorter: Edit = { file: 'catalog/shared/person.json', at: '/properties/personId/maxLength', value: 3 };
const newField: Edit = {
  file: booked,
  at: '/properties/data/properties/ward',
  value: { type: 'string', description: 'The ward.' },
};

describe('carillon catalog diff', () => {
  it('finds nothing where nothing changed', async () => {
    expect(await run()).toEqual({ code: 0, out: 'No event differs from HEAD.' });
  });

  it('lets an optional field be added', async () => {
    edit(newField);
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toMatch(/^StayBooked: compatible \(changed, policy full, owner /m);
    expect(out).toContain('compatible field-changed at /data/ward');
  });

  it('tells what breaks, where, with an event that proves it', async () => {
    edit(shorter);
    const { code, out } = await run('--policy', 'backward');
    expect(code).toBe(1);
    expect(out).toMatch(/^StayBooked: breaking \(changed, policy backward, owner .*; read by .*reminder/m);
    expect(out).toMatch(/^ {2}catalog\/shared\/person\.json:\d+:\d+ breaking max-length-changed: /m);
    expect(out).toContain('at /data/guest/personId');
    for (const word of ['expected 200', 'received 3', 'witness (The old', 'carillon event version StayBooked'])
      expect(out).toContain(word);
  });

  it('holds a policy alone to what it says', async () => {
    edit(shorter);
    expect(await run('--policy', 'forward')).toMatchObject({ code: 0 });
  });

  it('takes the policy of a domain from its channel', async () => {
    edit(shorter, { file: 'asyncapi.yaml', at: '/channels/stay/x-compatibility', value: 'forward' });
    expect(await run()).toMatchObject({ code: 0 });
    edit(shorter, { file: 'asyncapi.yaml', at: '/channels/stay/x-compatibility', value: 'sideways' });
    await expect(run()).rejects.toThrow(/channels\/stay\/x-compatibility takes backward, forward, full/);
  });

  it('prints JSON with the verdict on every change', async () => {
    edit(shorter, newField);
    const { code, out } = await run('--json');
    const { ok, verdict, events } = JSON.parse(out);
    expect([code, ok, verdict]).toEqual([1, false, 'breaking']);
    expect(events.map(({ event }: { event: string }) => event)).toEqual(['StayBooked']);
    const verdicts = events[0].versions[0].changes.map((each: Record<string, unknown>) => [
      each.code,
      each.field,
      each.verdict,
    ]);
    expect(verdicts).toContainEqual(['max-length-changed', '/data/guest/personId', 'breaking']);
    expect(verdicts).toContainEqual(['field-changed', '/data/ward', 'compatible']);
  });

  it('prints Markdown for a pull request', async () => {
    edit(shorter);
    const { code, out } = await run('--markdown');
    expect(code).toBe(1);
    expect(out).toMatch(/^## Event catalog: breaking$/m);
    expect(out).toMatch(/^\| breaking \| `max-length-changed` \| `\/data\/guest\/personId` \|/m);
    expect(out).toContain('```json');
  });

  it('names the consumer and its owner by the field that it reads', async () => {
    const folder = join(root, 'src/consumers/reminder');
    mkdirSync(folder, { recursive: true });
    const reads = {
      consumer: 'reminder',
      owner: 'team-reminders',
      events: { StayBooked: ['/data/guest/personId'] },
    };
    writeFileSync(join(folder, 'reads.json'), JSON.stringify(reads));
    edit(newField);
    expect((await run()).out).not.toContain('team-reminders');
    printed = [];
    edit(shorter);
    const { code, out } = await run('--policy', 'backward');
    expect(code).toBe(1);
    expect(out).toContain('  changing `/data/guest/personId` breaks reminder (owner team-reminders)');
    printed = [];
    const { out: markdown } = await run('--markdown');
    expect(markdown).toContain('- changing `/data/guest/personId` breaks reminder (owner team-reminders)');
    printed = [];
    const [event] = JSON.parse((await run('--json')).out).events;
    expect(event.impacts).toMatchObject([
      {
        consumer: 'reminder',
        owner: 'team-reminders',
        verdict: 'breaking',
        fields: [{ field: '/data/guest/personId' }],
      },
    ]);
    expect(event.unrecorded).not.toContain('reminder');
  });

  it('tells who reads or carries a field whose x-phi mark changed, and calls it compatible', async () => {
    const folder = join(root, 'src/consumers/reminder');
    mkdirSync(folder, { recursive: true });
    const reads = { consumer: 'reminder', owner: 'team-reminders', events: { StayBooked: ['/data/stayId'] } };
    writeFileSync(join(folder, 'reads.json'), JSON.stringify(reads));
    edit({ file: booked, at: '/properties/data/properties/stayId/x-phi', value: true });
    const line = new RegExp(
      `warning phi: \`/data/stayId\` was not marked x-phi and is marked x-phi in ${booked}; read by reminder`,
    );
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toMatch(/^StayBooked: compatible /m);
    expect(out).toMatch(line);
    expect(out).toMatch(/v1\.json:\d+:\d+ compatible phi at \/data\/stayId/);
    printed = [];
    expect((await run('--markdown')).out).toMatch(line);
    printed = [];
    const { verdict, events } = JSON.parse((await run('--json')).out);
    expect([verdict, events[0].impacts]).toEqual(['compatible', []]);
    expect(events[0].phi).toMatchObject([
      { kind: 'phi', field: '/data/stayId', before: false, after: true, readBy: ['reminder'] },
    ]);
    printed = [];
    writeFileSync(join(folder, 'reads.json'), JSON.stringify({ ...reads, events: { StayBooked: ['/data/via'] } }));
    expect((await run()).out).toMatch(/is marked x-phi in .*; carried unread by reminder/);
  });

  it('compares with a folder, and with a revision by any name', async () => {
    git('tag', 'first');
    edit(shorter);
    git('commit', '--quiet', '--all', '--message', 'Shorter');
    expect(await run()).toMatchObject({ code: 0 });
    expect(await run('--against', 'first')).toMatchObject({ code: 1 });
    expect(await run('--against', 'HEAD~1')).toMatchObject({ code: 1 });
    expect(await run('--against', hotelRoot)).toMatchObject({ code: 1 });
  });

  it('does not count what a new version with an upcaster breaks, and names who reads what it changes', async () => {
    const folder = join(root, 'src/consumers/reminder');
    mkdirSync(folder, { recursive: true });
    const reads = { consumer: 'reminder', owner: 'team-reminders', events: { StayBooked: ['/data/stayId'] } };
    writeFileSync(join(folder, 'reads.json'), JSON.stringify(reads));
    const version = JSON.parse(hotel.files.get(booked) ?? '{}');
    const examples = version.examples.map((each: { metadata: object }) => ({
      ...each,
      metadata: { ...each.metadata, schema: 'stay/stay-booked/v2' },
    }));
    const { stayId } = version.properties.data.properties;
    const properties = { ...version.properties.data.properties, stayId: { ...stayId, maxLength: 36 } };
    const data = { ...version.properties.data, properties };
    const second = { ...version, examples, properties: { ...version.properties, data } };
    edit(
      { file: 'catalog/stay/stay-booked/v2.json', value: second },
      {
        file: 'asyncapi.yaml',
        at: '/components/messages/StayBooked/payload/$ref',
        value: 'catalog/stay/stay-booked/v2.json',
      },
    );
    expect(await run()).toMatchObject({ code: 1, out: expect.stringContaining('error version-upcast') });
    printed = [];
    const step = 'stay/stay-booked/v1-to-v2.ts';
    mkdirSync(join(root, 'src/upcasters/stay/stay-booked'), { recursive: true });
    writeFileSync(join(root, 'src/upcasters', step), 'export const upcast = (data) => data;\n');
    writeFileSync(join(root, 'src/upcasters/upcasters.ts'), `import { upcast } from './${step}';\n`);
    const { code, out } = await run();
    expect(out).toContain('stay-booked/v1.json -> catalog/stay/stay-booked/v2.json: a new version');
    expect(out).toContain('breaking max-length-changed');
    expect(out).toContain(
      'changing `/data/stayId` awaits reminder (owner team-reminders) when it moves to catalog/stay/stay-booked/v2.json',
    );
    expect(code).toBe(0);
  });

  it('names whose rule matches the new version of an event alone', async () => {
    const { edits } = soundCases.find(({ name }) => name === 'a pattern for a field of either stored version') ?? {};
    const [pattern, ...others] = ((edits ?? []) as readonly Edit[]).toReversed();
    const writeAll = (...all: readonly Edit[]): void => {
      const source = edited(hotel, all);
      mkdirSync(join(root, 'src/upcasters/stay/stay-booked'), { recursive: true });
      write(source);
    };
    writeAll(...others, { ...(pattern as Edit), value: { via: ['phone'] } });
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toMatch(
      /the pattern of reminder \(owner team-desk\) matches no event of catalog\/stay\/stay-booked\/v1\.json: at `\/data\/via` .* with \$or/,
    );
    printed = [];
    const [event] = JSON.parse((await run('--json')).out).events;
    expect(event.unmatched).toMatchObject([{ consumer: 'reminder', owner: 'team-desk', field: '/data/via' }]);
    printed = [];
    writeAll(...others, pattern as Edit);
    expect((await run()).out).not.toContain('matches no event');
  });

  it('tells that the catalog of today does not hold', async () => {
    writeFileSync(join(root, 'catalog/shared/person.json'), '{');
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain('error source-parses');
    expect(out).toContain('The catalog has errors; fix them first');
  });

  it.each([
    [['--against', 'nowhere'], /--against nowhere is no catalog: git knows no such revision/],
    [['--against', '--upload-pack=x'], /is ambiguous|is no catalog/],
    [['--against', tmpdir()], /has no asyncapi\.yaml, and git knows no such revision/],
    [['--policy', 'sideways'], /--policy takes backward, forward, full, not "sideways"/],
    [['--json', '--markdown'], /Choose one/],
    [['--sarif'], /takes no --sarif/],
  ])('refuses %j', async (argv, reason) => {
    await expect(async () => run(...argv)).rejects.toThrow(reason);
  });

  it('refuses a revision without a catalog, or with one that does not hold', async () => {
    git('rm', '-r', '--quiet', 'events');
    git('commit', '--quiet', '--message', 'Nothing');
    write(hotel);
    await expect(run()).rejects.toThrow(/at that revision .* has no asyncapi\.yaml/);
    writeFileSync(join(root, 'catalog/shared/person.json'), '{');
    git('add', '.');
    git('commit', '--quiet', '--message', 'Broken');
    write(hotel);
    await expect(run()).rejects.toThrow(/does not hold, so nothing can be compared/);
  });
});
