// Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit.
import { addressChanged } from './events/patient/address-changed.js';
import { exportFileProcessed } from './events/export/export-file-processed.js';
import { exportJobCompleted } from './events/export/export-job-completed.js';
import { exportJobFailed } from './events/export/export-job-failed.js';
import { exportJobProgressed } from './events/export/export-job-progressed.js';
import { exportJobSubmitted } from './events/export/export-job-submitted.js';
import { exportRequested } from './events/export/export-requested.js';
import { exportRunCompleted } from './events/export/export-run-completed.js';
import { exportRunFailed } from './events/export/export-run-failed.js';
import { exportRunSkipped } from './events/export/export-run-skipped.js';
import { exportRunStarted } from './events/export/export-run-started.js';
import { fhirResourceChanged } from './events/fhir/fhir-resource-changed.js';
import { patientChanged } from './events/patient/patient-changed.js';
import { siteMeasured } from './events/site/site-measured.js';
export { addressChanged, exportFileProcessed, exportJobCompleted, exportJobFailed, exportJobProgressed, exportJobSubmitted, exportRequested, exportRunCompleted, exportRunFailed, exportRunSkipped, exportRunStarted, fhirResourceChanged, patientChanged, siteMeasured, };
/** Every event of the catalog, by name. */
export const events = [
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
//# sourceMappingURL=events.js.map