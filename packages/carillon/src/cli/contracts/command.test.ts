import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectAt } from '../../project.ts';
import { parse } from '../command.ts';
import { contracts } from './command.ts';

const project = fileURLToPath(new URL('../../../../..', import.meta.url));
const PARTS = ['asyncapi.yaml', 'catalog', 'generated', 'package.json', 'tsconfig.json', 'src'];

let root = '';
let printed: string[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'contracts-'));
  for (const part of PARTS) cpSync(join(project, part), join(root, part), { recursive: true });
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true }));

beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line));
});
afterEach(() => void vi.restoreAllMocks());

const run = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string }> => {
  const { given, positionals } = parse(contracts, argv);
  return { code: await contracts.run(given, positionals, projectAt(root, { name: 'test' })), out: printed.join('\n') };
};

describe('carillon contracts', () => {
  it('tells of each party how much it was tried, and holds templates where it is asked to', async () => {
    const folder = join(root, 'cdk.out');
    await expect(run('--templates', folder)).rejects.toThrow(/There is no .*cdk.out/);
    mkdirSync(folder);
    await expect(run('--templates', folder)).rejects.toThrow(/holds no/);
    writeFileSync(join(folder, 'Bus.template.json'), '{}');
    const { code, out } = await run('--templates', folder);
    expect(code).toBe(0);
    expect(out).toMatch(/^site-stream +team-sites +\d+ events said +holds$/m);
    expect(out).toMatch(/^templates +hold$/m);
    expect(out).toMatch(/^websocket-notifier +team-platform +\d+ events +\d+ fields read +holds$/m);
  }, 30_000);

  it('finds stale reads, says what they lack, and writes them anew', async () => {
    const file = join(root, 'src/consumers/patient-to-fhir/reads.json');
    const stale = { AddressChanged: ['/data/gone'], PatientChanged: [] };
    writeFileSync(file, JSON.stringify({ consumer: 'patient-to-fhir', owner: 'team-patients', events: stale }));
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain('reads AddressChanged/data/after/city');
    expect(out).toContain('no longer reads AddressChanged/data/gone');
    expect(out).toContain('fix: carillon contracts --write');
    printed = [];
    const written = await run('--write', '--json');
    expect(written.code).toBe(0);
    expect(JSON.parse(written.out)).toMatchObject({ ok: true, wrote: ['src/consumers/patient-to-fhir/reads.json'] });
    printed = [];
    expect((await run()).code).toBe(0);
  }, 60_000);

  it('misses contracts, finds faults of templates, and takes no argument', async () => {
    const rule = { Type: 'AWS::Events::Rule', Properties: { EventPattern: { 'detail-type': ['SiteMoved'] } } };
    writeFileSync(join(root, 'cdk.out/Bus.template.json'), JSON.stringify({ Resources: { Rule: rule } }));
    rmSync(join(root, 'src/consumers/s3-archiver/consumer.contract.ts'));
    rmSync(join(root, 'src/producers/site-stream/producer.contract.ts'));
    const { code, out } = await run('--templates', join(root, 'cdk.out'));
    expect(code).toBe(1);
    expect(out).toContain('s3-archiver/consumer.contract.ts is not there');
    expect(out).toContain('site-stream (team-sites) contract: no producer.contract.ts');
    expect(out).toContain('Bus.template.json error wire-rule-possible');
    expect(out).toContain('at /Resources/Rule/Properties/EventPattern/detail-type');
    await expect(run('all')).rejects.toThrow(/contracts takes no all/);
  }, 30_000);
});
