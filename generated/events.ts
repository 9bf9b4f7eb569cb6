// Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import { addressChanged, type AddressChanged } from './events/patient/address-changed.ts';
import { exportFileProcessed, type ExportFileProcessed } from './events/export/export-file-processed.ts';
import { exportJobCompleted, type ExportJobCompleted } from './events/export/export-job-completed.ts';
import { exportJobFailed, type ExportJobFailed } from './events/export/export-job-failed.ts';
import { exportJobProgressed, type ExportJobProgressed } from './events/export/export-job-progressed.ts';
import { exportJobSubmitted, type ExportJobSubmitted } from './events/export/export-job-submitted.ts';
import { exportRequested, type ExportRequested } from './events/export/export-requested.ts';
import { exportRunCompleted, type ExportRunCompleted } from './events/export/export-run-completed.ts';
import { exportRunFailed, type ExportRunFailed } from './events/export/export-run-failed.ts';
import { exportRunSkipped, type ExportRunSkipped } from './events/export/export-run-skipped.ts';
import { exportRunStarted, type ExportRunStarted } from './events/export/export-run-started.ts';
import { fhirResourceChanged, type FhirResourceChanged } from './events/fhir/fhir-resource-changed.ts';
import { patientChanged, type PatientChanged } from './events/patient/patient-changed.ts';
import { siteMeasured, type SiteMeasured } from './events/site/site-measured.ts';

export {
  addressChanged,
  type AddressChanged,
  exportFileProcessed,
  type ExportFileProcessed,
  exportJobCompleted,
  type ExportJobCompleted,
  exportJobFailed,
  type ExportJobFailed,
  exportJobProgressed,
  type ExportJobProgressed,
  exportJobSubmitted,
  type ExportJobSubmitted,
  exportRequested,
  type ExportRequested,
  exportRunCompleted,
  type ExportRunCompleted,
  exportRunFailed,
  type ExportRunFailed,
  exportRunSkipped,
  type ExportRunSkipped,
  exportRunStarted,
  type ExportRunStarted,
  fhirResourceChanged,
  type FhirResourceChanged,
  patientChanged,
  type PatientChanged,
  siteMeasured,
  type SiteMeasured,
};

/** Every event of the catalog, by name. */
export const events: readonly EventDescriptor<string, unknown>[] = [
  addressChanged,
  exportFileProcessed,
  exportJobCompleted,
  exportJobFailed,
  exportJobProgressed,
  exportJobSubmitted,
  exportRequested,
  exportRunCompleted,
  exportRunFailed,
  exportRunSkipped,
  exportRunStarted,
  fhirResourceChanged,
  patientChanged,
  siteMeasured,
];
