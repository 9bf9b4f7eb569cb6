import { CodedError, isRetryableStatus } from '@carillon/runtime/errors';
import type { Patient } from '@medplum/fhirtypes';
import type { SignedFetch } from '../../healthlake/signed-fetch.ts';

export interface Stored {
  readonly resource: Patient;
  /** The ETag, `W/"<version>"`. */
  readonly version: string;
}

export type Written =
  | { readonly kind: 'created' | 'updated'; readonly version: string }
  | { readonly kind: 'conflict' };

/** As much of a FHIR server as keeping patients needs. */
export interface FhirPatients {
  read(id: string): Promise<Stored | undefined>;
  /** With `version`, only if that is still the current one. */
  write(resource: Patient, version?: string): Promise<Written>;
  /** What `version` replaced. */
  readBefore(id: string, version: string): Promise<Patient | undefined>;
}

const ACCEPT = { accept: 'application/fhir+json' };

/** @throws CodedError `HealthLake.<status>`; a refusal can pass only when HealthLake was busy or broken */
const refused = (interaction: string, { status }: Response): CodedError =>
  new CodedError(`HealthLake.${status}`, `${interaction} Patient answered ${status}`, isRetryableStatus(status));

const numberOf = (version: string): number => Number(version.replaceAll(/W\/|"/g, ''));

/** ETag, or the version in the body: "ETag in AWS HealthLake" promises the one, FHIR's meta the other. */
const versionOf = (response: Response, resource: Patient): string =>
  response.headers.get('etag') ?? `W/"${resource.meta?.versionId ?? ''}"`;

/** FHIR R4's read, update and vread by HealthLake's REST API, signed. */
export const healthLakePatients = (fetchSigned: SignedFetch, endpoint: string): FhirPatients => {
  const base = endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
  const urlOf = (...path: readonly string[]): URL => new URL(['Patient', ...path].join('/'), base);
  const get = async (interaction: string, url: URL): Promise<Stored | undefined> => {
    const response = await fetchSigned({ method: 'GET', url, headers: ACCEPT });
    // 410: deleted, and an update brings it back (HL7 FHIR 4.0.1, "RESTful API", delete).
    if (response.status === 404 || response.status === 410) return undefined;
    if (!response.ok) throw refused(interaction, response);
    const resource = (await response.json()) as Patient;
    return { resource, version: versionOf(response, resource) };
  };
  return {
    read: (id) => get('read', urlOf(id)),
    async write(resource, version) {
      const headers = {
        ...ACCEPT,
        'content-type': 'application/fhir+json',
        ...(version === undefined ? {} : { 'if-match': version }),
      };
      const url = urlOf(resource.id ?? '');
      const response = await fetchSigned({ method: 'PUT', url, headers, body: JSON.stringify(resource) });
      if (response.status === 409 || response.status === 412) return { kind: 'conflict' };
      if (!response.ok) throw refused('update', response);
      const written = versionOf(response, (await response.json()) as Patient);
      return { kind: response.status === 201 ? 'created' : 'updated', version: written };
    },
    async readBefore(id, version) {
      const before = numberOf(version) - 1;
      return before >= 1 ? (await get('vread', urlOf(id, '_history', String(before))))?.resource : undefined;
    },
  };
};
