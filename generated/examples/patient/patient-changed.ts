// Generated from catalog/patient/patient-changed/v1.json by `npm run generate`. Do not edit.

import type { PatientChanged } from '../../events/patient/patient-changed.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const patientChangedExamples: readonly [PatientChanged, ...PatientChanged[]] = [
  {
    metadata: {
      id: '36fbefaa-6fb1-45e3-ae0d-a77e94212419',
      correlationId: '7d1a9c3be0f24b6f8a55',
      occurredAt: '2026-11-23T20:03:11.000Z',
      schema: 'patient/patient-changed/v1',
      stream: 'patient/f001',
    },
    data: {
      change: 'created',
      patientId: 'f001',
      after: {
        patientId: 'f001',
        name: 'Pieter van de Heuvel',
        birthDate: '1944-11-17',
        gender: 'male',
      },
    },
  },
  {
    metadata: {
      id: 'd5336963-eefb-41f8-a0c0-55bbbbf60f68',
      correlationId: '0b6f1e7a54cd43d2a9e1',
      occurredAt: '2026-11-23T20:03:42.000Z',
      schema: 'patient/patient-changed/v1',
      stream: 'patient/example',
    },
    data: {
      change: 'modified',
      patientId: 'example',
      before: {
        patientId: 'example',
        name: 'Jim Chalmers',
        birthDate: '1974-12-25',
        gender: 'male',
      },
      after: {
        patientId: 'example',
        name: 'Peter James Chalmers',
        birthDate: '1974-12-25',
        gender: 'male',
      },
    },
  },
  {
    metadata: {
      id: '736ae31d-6e46-4e0d-a373-03f8e3cafab7',
      correlationId: 'c2f0c6d1a3b74f0e9d12',
      occurredAt: '2026-11-23T20:04:01.000Z',
      schema: 'patient/patient-changed/v1',
      stream: 'patient/f001',
    },
    data: {
      change: 'removed',
      patientId: 'f001',
      before: {
        patientId: 'f001',
        name: 'Pieter van de Heuvel',
        birthDate: '1944-11-17',
        gender: 'male',
      },
    },
  },
] as unknown as readonly [PatientChanged, ...PatientChanged[]];

const [first] = patientChangedExamples;

/** An event like the catalog's first example, but for what is said here. */
export function examplePatientChanged(
  data: PatientChanged['data'] = first.data,
  metadata: Partial<PatientChanged['metadata']> = {},
): PatientChanged {
  return { metadata: { ...first.metadata, ...metadata }, data };
}
