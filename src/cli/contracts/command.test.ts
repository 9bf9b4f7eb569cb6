import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from '../command.ts';
import { contracts } from './command.ts';

const project = fileURLToPath(new URL('../../..', import.meta.url));
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
  const { given, positionals } = parse(contracts, ['--root', root, ...argv]);
  return { code: await contracts.run(given, positionals), out: printed.join('\n') };
};

describe('carillon contracts', () => {
  it('tells of each consumer how much it was tried and what it reads', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
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
    expect(out).toContain('mend: carillon contracts --write');
    printed = [];
    const written = await run('--write', '--json');
    expect(written.code).toBe(0);
    expect(JSON.parse(written.out)).toMatchObject({ ok: true, wrote: ['src/consumers/patient-to-fhir/reads.json'] });
    printed = [];
    expect((await run()).code).toBe(0);
  }, 60_000);

  it('misses a contract, and takes no argument', async () => {
    rmSync(join(root, 'src/consumers/s3-archiver/consumer.contract.ts'));
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain('s3-archiver/consumer.contract.ts is not there');
    await expect(run('all')).rejects.toThrow(/contracts takes no all/);
  }, 30_000);
});
