// Generated from catalog/patient/patient-changed/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import type { Patient } from '../../shared/patient.ts';
import { validate } from '../../validators/patient/patient-changed.js';

/** What became of the patient. */
export type PatientChangedData = PatientCreated | PatientModified | PatientRemoved;

/** A patient was created, modified or removed in the application's table. */
export interface PatientChanged {
  readonly metadata: EventMetadata;
  readonly data: PatientChangedData;
}

/** The patient was created. */
export interface PatientCreated {
  /** What happened. */
  readonly change: 'created';
  /** The patient. */
  readonly patientId: string;
  /** The patient after. */
  readonly after: Patient;
}

/** The patient was modified. */
export interface PatientModified {
  /** What happened. */
  readonly change: 'modified';
  /** The patient. */
  readonly patientId: string;
  /** The patient before. */
  readonly before: Patient;
  /** The patient after. */
  readonly after: Patient;
}

/** The patient was removed. */
export interface PatientRemoved {
  /** What happened. */
  readonly change: 'removed';
  /** The patient. */
  readonly patientId: string;
  /** The patient before. */
  readonly before: Patient;
}

/** A patient was created, modified or removed in the application's table. */
export const patientChanged: EventDescriptor<'PatientChanged', PatientChanged> = {
  name: 'PatientChanged',
  source: 'carillon.patient',
  version: 1,
  schema: 'patient/patient-changed/v1',
  owner: 'team-patients',
  claimCheck: false,
  phi: [
    '/data/after/birthDate',
    '/data/after/name',
    '/data/before/birthDate',
    '/data/before/name',
  ],
  validate,
};
