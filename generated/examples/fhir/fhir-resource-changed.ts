// Generated from catalog/fhir/fhir-resource-changed/v1.json by `npm run generate`. Do not edit.

import type { FhirResourceChanged } from '../../events/fhir/fhir-resource-changed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const fhirResourceChangedExamples: readonly [FhirResourceChanged, ...FhirResourceChanged[]] = [
  {
    metadata: {
      id: 'fa8cfc37-711c-4db9-a8a8-4b0444774d7b',
      correlationId: 'run-2026-11-23T20-00-00Z-5f0c',
      occurredAt: '2026-11-23T20:02:05.101Z',
      schema: 'fhir/fhir-resource-changed/v1',
      stream: 'fhir/Patient/f001',
    },
    data: {
      runId: 'run-2026-11-23T20-00-00Z-5f0c',
      resourceType: 'Patient',
      resourceId: 'f001',
      versionId: '1',
      lastUpdated: '2026-11-23T19:41:07.512Z',
      resource: {
        resourceType: 'Patient',
        id: 'f001',
        meta: { versionId: '1', lastUpdated: '2026-11-23T19:41:07.512Z' },
        active: true,
        name: [{ use: 'usual', family: 'van de Heuvel', given: ['Pieter'], suffix: ['MSc'] }],
        gender: 'male',
        birthDate: '1944-11-17',
      },
    },
  },
  {
    metadata: {
      id: '98c475f0-f066-49ce-ab5a-f9416c4c38ca',
      correlationId: 'run-2026-11-23T20-05-00Z-91be',
      occurredAt: '2026-11-23T20:05:34.044Z',
      schema: 'fhir/fhir-resource-changed/v1',
      stream: 'fhir/Observation/f001',
    },
    data: {
      runId: 'run-2026-11-23T20-05-00Z-91be',
      resourceType: 'Observation',
      resourceId: 'f001',
      lastUpdated: '2026-11-23T20:03:12.000Z',
      resource: {
        resourceType: 'Observation',
        id: 'f001',
        status: 'final',
        code: {
          coding: [
            {
              system: 'http://loinc.org',
              code: '15074-8',
              display: 'Glucose [Moles/volume] in Blood',
            },
          ],
        },
        subject: { reference: 'Patient/f001' },
        valueQuantity: { value: 6.3, unit: 'mmol/l' },
      },
    },
  },
] as unknown as readonly [FhirResourceChanged, ...FhirResourceChanged[]];

const [first] = fhirResourceChangedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleFhirResourceChanged(
  data: Partial<FhirResourceChanged['data']> = {},
  metadata: Partial<FhirResourceChanged['metadata']> = {},
): FhirResourceChanged {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
