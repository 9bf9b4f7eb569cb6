import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examine } from '@carillon/catalog/examine';
import { readSource } from '@carillon/catalog/load/read-source';
import { stepOf } from '@carillon/catalog/upcasters';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Project, projectAt } from '../../project.ts';
import { consumer } from '../consumer/command.ts';
import { event } from './command.ts';
import { listOf } from './version-files.ts';

const home = fileURLToPath(new URL('../../../../..', import.meta.url));
let root: string;
let project: Project;

const tree = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted()
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carillon-event-'));
  for (const part of ['asyncapi.yaml', 'catalog', 'generated', 'src/upcasters'])
    cpSync(join(home, part), join(root, part), { recursive: true });
  project = projectAt(root, { name: 'test' });
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const eventsNow = (): readonly {
  readonly name: string;
  readonly owner: string;
  readonly source: string;
  readonly version: number;
}[] => examine(readSource(root)).value?.checked.events ?? [];

describe('carillon event new', () => {
  it.each([
    ['TestOfThisKindEnded', { domain: 'site' }, { owner: 'team-sites', source: 'carillon.site' }],
    [
      'OtherTestOfThisKindEnded',
      { domain: 'domain-of-this-test', owner: 'team-tests' },
      { owner: 'team-tests', source: 'carillon.domain-of-this-test' },
    ],
    ['ThirdTestOfThisKindEnded', { domain: 'site', producer: 'producer-of-this-test' }, { owner: 'team-sites' }],
  ])('adds %s, and the catalog holds', async (name, given: Readonly<Record<string, string>>, expected) => {
    const before = tree().get('asyncapi.yaml') ?? '';
    expect(await event.run({ ...given }, ['new', name], project)).toBe(0);
    expect(eventsNow()).toContainEqual(expect.objectContaining({ name, ...expected }));
    const after = new Set((tree().get('asyncapi.yaml') ?? '').split('\n'));
    expect(before.split('\n').filter((line) => !after.has(line))).toEqual([]);
    expect(tree().get('generated/events.ts')).toContain(name);
    expect([...tree().keys()].filter((path) => path.startsWith('.carillon'))).toEqual([]);
  });

  it('leaves what the producers of its domain say as it was', async () => {
    const said = (): unknown =>
      examine(readSource(root)).value?.checked.producers.map(({ name, events }) => [name, events]);
    const before = said();
    expect(await event.run({ domain: 'site' }, ['new', 'TestOfThisKindEnded'], project)).toBe(0);
    expect(said()).toEqual(before);
  });

  it('can be listened to at once', async () => {
    expect(await event.run({ domain: 'site' }, ['new', 'TestOfThisKindEnded'], project)).toBe(0);
    expect(await consumer.run({ to: 'TestOfThisKindEnded' }, ['new', 'consumer-of-this-test'], project)).toBe(0);
    expect(tree().get('src/consumers/consumer-of-this-test/reads.json')).toContain('TestOfThisKindEnded');
  });

  it.each(['site', 'patient', 'fhir', 'export'])('leaves to all what they send and hear, in %s', async (domain) => {
    const partiesOf = (): ReadonlyMap<string, unknown> =>
      new Map(
        (examine(readSource(root)).value?.checked.events ?? []).map(({ name, ...each }) => [
          name,
          [each.producers, each.consumers],
        ]),
      );
    const before = partiesOf();
    expect(await event.run({ domain }, ['new', 'TestOfThisKindEnded'], project)).toBe(0);
    expect(partiesOf()).toEqual(new Map([...before, ['TestOfThisKindEnded', [[], ['s3-archiver']]]]));
  });

  it.each([
    ['bedCleaned', { domain: 'site' }, /Pascal case/],
    ['SiteMeasured', { domain: 'site' }, /already/],
    ['TestOfThisKindEnded', {}, /--domain/],
    ['TestOfThisKindEnded', { domain: 'Site' }, /--domain/],
    ['TestOfThisKindEnded', { domain: 'domain-of-this-test' }, /--owner/],
    ['TestOfThisKindEnded', { domain: 'site', producer: 'BedStream' }, /kebab case/],
    ['TestOfThisKindEnded', { domain: 'site', producer: 'site-stream' }, /sends already/],
    ['TestOfThisKindEnded', { domain: 'site', producer: 's3-archiver' }, /is a consumer/],
  ])('refuses %s with %j and writes nothing', async (name, given: Readonly<Record<string, string>>, why) => {
    const before = tree();
    await expect(event.run({ ...given }, ['new', name], project)).rejects.toThrow(why);
    expect(tree()).toEqual(before);
  });

  it('writes nothing when the catalog with it would not hold', async () => {
    const before = tree();
    expect(await event.run({ domain: 'site' }, ['new', 'CleanBed'], project)).toBe(1);
    expect(tree()).toEqual(before);
  });
});

describe('carillon event version', () => {
  it('begins the next version, with an upcaster that holds until something differs', async () => {
    expect(await event.run({}, ['version', 'SiteMeasured'], project)).toBe(0);
    const files = tree();
    expect(eventsNow()).toContainEqual(expect.objectContaining({ name: 'SiteMeasured', version: 2 }));
    expect(JSON.parse(files.get('catalog/site/site-measured/v2.json') ?? '{}').examples[0].metadata.schema).toBe(
      'site/site-measured/v2',
    );
    expect(files.get('generated/events/site/site-measured.ts')).toContain('older: [siteMeasuredV1]');
    expect(files.get('src/upcasters/site/site-measured/v1-to-v2.ts')).toContain(
      'Upcast<SiteMeasuredV1, SiteMeasuredV2>',
    );
    expect(files.get('src/upcasters/upcasters.ts')).toContain("from: 'site/site-measured/v1'");
    const kept = files.get('src/upcasters/site/site-measured/v1-to-v2.ts');
    expect(await event.run({}, ['version', 'SiteMeasured'], project)).toBe(0);
    const after = tree();
    expect(after.get('generated/events/site/site-measured.ts')).toContain('older: [siteMeasuredV1, siteMeasuredV2]');
    expect(after.get('src/upcasters/site/site-measured/v1-to-v2.ts')).toBe(kept);
    expect(after.get('generated/events/site/site-measured-v2.ts')).toContain('export interface SiteMeasuredV2 {');
  });

  it('changes one value of asyncapi.yaml and prints what it wrote', async () => {
    const before = tree().get('asyncapi.yaml') ?? '';
    expect(await event.run({ json: true }, ['version', 'ExportRunSkipped'], project)).toBe(0);
    const was = 'payload: { $ref: catalog/export/export-run-skipped/v2.json }';
    expect(tree().get('asyncapi.yaml')).toBe(before.replace(was, was.replace('v2', 'v3')));
    const [line] = vi.mocked(console.log).mock.calls.at(-1) ?? [];
    expect(JSON.parse(String(line))).toEqual({
      ok: true,
      version: 3,
      wrote: [
        'asyncapi.yaml',
        'catalog/export/export-run-skipped/v3.json',
        'src/upcasters/export/export-run-skipped/v2-to-v3.ts',
        'src/upcasters/upcasters.ts',
      ],
    });
    expect([...tree().keys()].filter((path) => path.startsWith('.carillon'))).toEqual([]);
  });

  it('writes nothing when the catalog does not hold', async () => {
    rmSync(join(root, 'src/upcasters/export/export-run-skipped/v1-to-v2.ts'));
    const before = tree();
    expect(await event.run({}, ['version', 'SiteMeasured'], project)).toBe(1);
    expect(tree()).toEqual(before);
  });

  it('lists what is listed already in the same words', () => {
    const steps = [...readSource(home).files.keys()].flatMap((file) => stepOf(file) ?? []);
    expect(listOf(steps)).toBe(readFileSync(join(home, 'src/upcasters/upcasters.ts'), 'utf8'));
  });

  it('refuses what is no event, and writes nothing', async () => {
    const before = tree();
    await expect(event.run({}, ['version', 'SiteMoved'], project)).rejects.toThrow(/No event SiteMoved\. Events: Addr/);
    await expect(event.run({}, ['version'], project)).rejects.toThrow(/new or version/);
    expect(tree()).toEqual(before);
  });
});

describe('carillon consumer remove', () => {
  it('leaves everything as it was before consumer new, to the byte', async () => {
    const before = tree();
    expect(await consumer.run({ to: 'SiteMeasured,PatientChanged' }, ['new', 'consumer-of-this-test'], project)).toBe(
      0,
    );
    expect(tree()).not.toEqual(before);
    expect(await consumer.run({}, ['remove', 'consumer-of-this-test'], project)).toBe(0);
    expect(tree()).toEqual(before);
  });

  it('keeps what somebody has worked on, unless it is forced', async () => {
    cpSync(join(home, 'src/consumers/patient-to-fhir'), join(root, 'src/consumers/patient-to-fhir'), {
      recursive: true,
    });
    const before = tree();
    await expect(consumer.run({}, ['remove', 'patient-to-fhir'], project)).rejects.toThrow(/handler\.ts.*--force/);
    expect(tree()).toEqual(before);
    expect(await consumer.run({ force: true }, ['remove', 'patient-to-fhir'], project)).toBe(0);
    expect([...tree().keys()].filter((path) => path.startsWith('src/consumers/'))).toEqual([]);
  });

  it.each([
    ['nobody', /No consumer nobody/],
    ['export-poller', /no folder/],
  ])('refuses %s and writes nothing', async (name, why) => {
    const before = tree();
    await expect(consumer.run({}, ['remove', name], project)).rejects.toThrow(why);
    expect(tree()).toEqual(before);
  });
});
