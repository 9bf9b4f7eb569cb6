import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { type FhirPatients, healthLakePatients } from './fhir-patients.ts';
import { updatePatient } from './update-patient.ts';

/** A server that keeps every version; `before` runs ahead of each write, as another writer would. */
const server = (before: (write: number, put: (resource: Patient) => void) => void = () => undefined) => {
  const versions: Patient[] = [];
  let writes = 0;
  const put = (resource: Patient): void => void versions.push(resource);
  const patients: FhirPatients = {
    async read() {
      const resource = versions.at(-1);
      if (resource === undefined) return undefined;
      const meta = { versionId: String(versions.length), lastUpdated: '2026-11-23T20:00:00Z' };
      return { resource: { ...resource, meta }, version: `W/"${versions.length}"` };
    },
    async write(resource, version) {
      writes += 1;
      before(writes, put);
      if (version !== undefined && version !== `W/"${versions.length}"`) return { kind: 'conflict' };
      const kind = versions.length === 0 ? 'created' : 'updated';
      put(resource);
      return { kind, version: `W/"${versions.length}"` };
    },
    readBefore: async (_, version) => versions[Number(version.slice(3, -1)) - 2],
  };
  return { patients, versions };
};

const named =
  (text: string) =>
  (current: Patient | undefined): Patient => ({
    ...(current ?? { resourceType: 'Patient' as const, id: 'f001' }),
    name: [...(current?.name ?? []), { text }],
  });
const OTHER: Patient = { resourceType: 'Patient', id: 'f001', gender: 'female' };

describe('updating a patient', () => {
  it('creates what is not there, and leaves alone what needs no change', async () => {
    const { patients, versions } = server();
    expect(await updatePatient(patients, 'f001', named('Ann'))).toBe('created');
    expect(await updatePatient(patients, 'f001', (current) => current ?? OTHER)).toBe('unchanged');
    expect(versions).toEqual([{ resourceType: 'Patient', id: 'f001', name: [{ text: 'Ann' }] }]);
  });

  it('does not lose what another wrote between reading and writing', async () => {
    const { patients, versions } = server((write, put) => {
      if (write === 2) put({ ...versions.at(-1), ...OTHER });
    });
    await updatePatient(patients, 'f001', named('Ann'));
    expect(await updatePatient(patients, 'f001', named('Lee'))).toBe('updated');
    expect(versions.at(-1)).toEqual({ ...OTHER, name: [{ text: 'Ann' }, { text: 'Lee' }] });
  });

  it('does not lose what another created at the same moment', async () => {
    const { patients, versions } = server((write, put) => {
      if (write === 1) put(OTHER);
    });
    expect(await updatePatient(patients, 'f001', named('Ann'))).toBe('updated');
    expect(versions.at(-1)).toEqual({ ...OTHER, name: [{ text: 'Ann' }] });
  });

  it('gives up after a while, to be tried again by the queue', async () => {
    const { patients } = server((_, put) => put(OTHER));
    await patients.write(OTHER);
    await expect(updatePatient(patients, 'f001', named('Ann'))).rejects.toMatchObject({
      code: 'CONFLICT',
      retryable: true,
    });
  });
});

describe('HealthLake', () => {
  const answering = (status: number, body: unknown = {}, headers: Record<string, string> = {}) => {
    const asked: unknown[] = [];
    const patients = healthLakePatients(async ({ method, url, headers: sent }) => {
      asked.push([method, url.href, sent?.['if-match']]);
      return new Response(JSON.stringify(body), { status, headers });
    }, 'https://healthlake.us-east-1.amazonaws.com/datastore/d1/r4/');
    return { asked, patients };
  };
  const base = 'https://healthlake.us-east-1.amazonaws.com/datastore/d1/r4/Patient/f001';

  it('is asked for a patient, his former version, and to update him under a version', async () => {
    const { asked, patients } = answering(200, OTHER, { etag: 'W/"3"' });
    expect(await patients.read('f001')).toEqual({ resource: OTHER, version: 'W/"3"' });
    expect(await patients.write(OTHER, 'W/"2"')).toEqual({ kind: 'updated', version: 'W/"3"' });
    expect(await patients.readBefore('f001', 'W/"3"')).toEqual(OTHER);
    expect(asked).toEqual([
      ['GET', base, undefined],
      ['PUT', base, 'W/"2"'],
      ['GET', `${base}/_history/2`, undefined],
    ]);
  });

  it.each([404, 410])('answers %i for one who is not there', async (status) =>
    expect(await answering(status).patients.read('f001')).toBeUndefined(),
  );

  it.each([409, 412])('answers %i when another was faster', async (status) =>
    expect(await answering(status).patients.write(OTHER)).toEqual({ kind: 'conflict' }),
  );

  it.each([
    [400, false],
    [403, false],
    [429, true],
    [503, true],
  ])(
    'refuses with %i; may pass: %s; the answer, which may quote the resource, is not repeated',
    async (status, retryable) => {
      const refusal = answering(status, { text: 'Ann Lee' }).patients.write(OTHER);
      await expect(refusal).rejects.toMatchObject({ code: `HealthLake.${status}`, retryable });
      await expect(refusal).rejects.not.toThrow('Ann Lee');
    },
  );
});
