import type { ConsumerContract } from '@carillon/catalog/contracts';
import type { Patient } from '@medplum/fhirtypes';
import { type PatientToFhirEvent, patientToFhir } from '../../../generated/subscriptions.ts';
import type { FhirPatients } from './fhir-patients.ts';
import { patientResource } from './patient-resource.ts';
import { updatePatient } from './update-patient.ts';

const memoryPatients = (versions: Map<string, readonly Patient[]>): FhirPatients => {
  const of = (id: string | undefined): readonly Patient[] => versions.get(id ?? '') ?? [];
  const tag = (version: number): string => `W/"${version}"`;
  return {
    async read(id) {
      const resource = of(id).at(-1);
      return resource === undefined ? undefined : { resource, version: tag(of(id).length) };
    },
    async write(resource, version) {
      const before = of(resource.id);
      if (version !== undefined && version !== tag(before.length)) return { kind: 'conflict' };
      versions.set(resource.id ?? '', [...before, resource]);
      return { kind: before.length === 0 ? 'created' : 'updated', version: tag(before.length + 1) };
    },
    readBefore: async (id, version) => of(id)[Number(version.slice(3, -1)) - 2],
  };
};

export const contract: ConsumerContract<PatientToFhirEvent> = {
  subscription: patientToFhir,
  ordered: 'Two changes of one instant are applied as they come: DynamoDB tells the time of a change to the second.',
  async world() {
    const versions = new Map<string, readonly Patient[]>();
    const patients = memoryPatients(versions);
    return {
      act: (event) =>
        updatePatient(patients, event.detail.data.patientId, (current) => patientResource(current, event)),
      effects: async () =>
        [...versions].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, all]) => all.at(-1)),
    };
  },
};
