import { CodedError } from '@carillon/runtime/errors';
import type { Patient } from '@medplum/fhirtypes';
import type { FhirPatients } from './fhir-patients.ts';

/** Another writer was faster so many times in a row; the queue tries again later. */
const ATTEMPTS = 5;

/** `current` comes back as it is when there is nothing to change. */
export type Change = (current: Patient | undefined) => Patient;

export type Outcome = 'created' | 'updated' | 'unchanged';

/** What the server sets (HL7 FHIR 4.0.1, "Resource.meta") does not go back to it. */
const withoutServerMeta = ({ meta, ...resource }: Patient): Patient => {
  const { versionId: _version, lastUpdated: _at, ...kept } = meta ?? {};
  return Object.keys(kept).length === 0 ? resource : { ...resource, meta: kept };
};

const conflict = (): CodedError => new CodedError('CONFLICT', 'Somebody else is writing this patient', true);

/**
 * Reads, changes and writes under the version that was read, so that two changes at once both stay. FHIR cannot ask
 * that a resource be still absent: when an update that should have created one replaced another's, the change is made
 * again upon what it replaced.
 * @throws CodedError CONFLICT, `HealthLake.<status>`
 */
export const updatePatient = async (patients: FhirPatients, id: string, change: Change): Promise<Outcome> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await patients.read(id);
    const current = stored && withoutServerMeta(stored.resource);
    const next = change(current);
    if (next === current) return 'unchanged';
    const written = await patients.write(next, stored?.version);
    if (written.kind === 'conflict') continue;
    if (written.kind === 'created' || stored !== undefined) return written.kind;
    const replaced = await patients.readBefore(id, written.version);
    if (replaced === undefined) return 'created';
    const again = await patients.write(change(withoutServerMeta(replaced)), written.version);
    if (again.kind === 'conflict') throw conflict();
    return 'updated';
  }
  throw conflict();
};
