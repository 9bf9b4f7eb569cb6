import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FhirResource } from '../../demo/fhir-resources.ts';
import { carillon } from './carillon-process.ts';
import { fhirFolder } from './fhir-folder.ts';
import { demoPlayed, type StandingCarillon, standingCarillon } from './standing-carillon.ts';
import { waitUntil } from './wait-until.ts';

const PATIENT = { resourceType: 'Patient', id: 'to-be-forgotten', name: [{ family: 'Unforgettable' }] };
const OBSERVATION = {
  resourceType: 'Observation',
  id: 'about-him',
  status: 'final',
  code: { text: 'pulse' },
  subject: { reference: 'Patient/to-be-forgotten' },
};
const FORGOTTEN: readonly FhirResource[] = [PATIENT, OBSERVATION];

let cloud: StandingCarillon;
beforeAll(async () => {
  cloud = await standingCarillon('--fhir', (await fhirFolder(10, FORGOTTEN)).path);
  await demoPlayed(cloud);
});
afterAll(async () => {
  expect(await cloud.stop()).toBe(0);
});

const operate = async (...argv: readonly string[]): Promise<{ readonly code: number | null; readonly out: string }> => {
  const { code, stdout, stderr } = await carillon(...argv, '--endpoint', cloud.endpoint).ended;
  return { code, out: stdout + stderr };
};

const erase = (person: string, ...more: readonly string[]): ReturnType<typeof operate> =>
  operate('erase', '--subject', `patientId=${person}`, ...more);

const changes = async (): Promise<number> => {
  const { out } = await operate('query', '--json', 'SELECT count(*) AS n FROM fhir_resource_changed');
  return (JSON.parse(out) as { readonly rows: readonly (readonly number[])[] }).rows[0]?.[0] ?? -1;
};

describe('carillon erase', () => {
  it('finds what there is, removes it for good, and leaves everybody else', async () => {
    const before = await changes();
    const looked = await erase('to-be-forgotten');
    expect(looked.code, looked.out).toBe(0);
    expect(looked.out).toMatch(/archived events +\d+ object versions, 2 lines/);
    expect(looked.out).toContain('exported files');
    expect(looked.out).not.toContain('Unforgettable');

    const { out } = await waitUntil(
      'a moment without a run',
      () => erase('to-be-forgotten', '--execute'),
      ({ code }) => code === 0,
    );
    expect(out).toContain('Looked again, and found nothing.');
    expect((await erase('to-be-forgotten')).out).toContain('No data of this subject was found.');
    expect(await changes()).toBe(before - 2);
  });

  it('is refused while the application still has the person, and for what is no id', async () => {
    const held = await erase('carillon-1', '--execute', '--json');
    expect([held.code, held.out]).toEqual([1, expect.stringContaining('"code":"SOURCE_HOLDS"')]);
    expect((await erase('a b')).code).toBe(64);
  });
});
