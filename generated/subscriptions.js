// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
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
/** Wakes the waiting run when its job has ended, and keeps it awake while the job goes on. */
export const callbackResumer = {
    consumer: 'callback-resumer',
    owner: 'team-exports',
    pattern: {
        source: ['carillon.export'],
        'detail-type': ['ExportJobProgressed', 'ExportJobCompleted', 'ExportJobFailed'],
    },
    delivery: {
        kind: 'queue',
        batchSize: 10,
        maxBatchingWindowSeconds: 0,
        maxReceiveCount: 5,
        visibilityTimeoutSeconds: 180,
        functionTimeoutSeconds: 30,
    },
    events: [exportJobCompleted, exportJobFailed, exportJobProgressed],
};
/** Looks at an export job until it has ended, and tells the ledger what it sees. */
export const exportPoller = {
    consumer: 'export-poller',
    owner: 'team-exports',
    pattern: { source: ['carillon.export'], 'detail-type': ['ExportJobSubmitted'] },
    delivery: {
        kind: 'queue',
        batchSize: 1,
        maxBatchingWindowSeconds: 0,
        maxReceiveCount: 5,
        visibilityTimeoutSeconds: 180,
        functionTimeoutSeconds: 30,
    },
    events: [exportJobSubmitted],
};
/** Begins the export job of a run that waits, unless it has been begun. */
export const exportStarter = {
    consumer: 'export-starter',
    owner: 'team-exports',
    pattern: { source: ['carillon.export'], 'detail-type': ['ExportRequested'] },
    delivery: {
        kind: 'queue',
        batchSize: 1,
        maxBatchingWindowSeconds: 0,
        maxReceiveCount: 5,
        visibilityTimeoutSeconds: 180,
        functionTimeoutSeconds: 30,
    },
    events: [exportRequested],
};
/** Carries the application's patients and addresses to FHIR, so that the next export shows them. */
export const patientToFhir = {
    consumer: 'patient-to-fhir',
    owner: 'team-patients',
    pattern: { source: ['carillon.patient'], 'detail-type': ['PatientChanged', 'AddressChanged'] },
    delivery: {
        kind: 'queue',
        batchSize: 10,
        maxBatchingWindowSeconds: 0,
        maxReceiveCount: 5,
        visibilityTimeoutSeconds: 180,
        functionTimeoutSeconds: 30,
    },
    events: [addressChanged, patientChanged],
};
/** Counts FHIR changes by type and day, and measures by site and day. Written in Rust. */
export const populationCounter = {
    consumer: 'population-counter',
    owner: 'team-platform',
    pattern: {
        source: ['carillon.fhir', 'carillon.site'],
        'detail-type': ['FhirResourceChanged', 'SiteMeasured'],
    },
    delivery: {
        kind: 'queue',
        batchSize: 90,
        maxBatchingWindowSeconds: 1,
        maxReceiveCount: 5,
        visibilityTimeoutSeconds: 181,
        functionTimeoutSeconds: 30,
    },
    events: [fhirResourceChanged, siteMeasured],
};
/** Keeps every event in S3, partitioned by type and time. */
export const s3Archiver = {
    consumer: 's3-archiver',
    owner: 'team-platform',
    pattern: { source: [{ prefix: 'carillon.' }] },
    delivery: { kind: 'firehose' },
    events: [
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
    ],
};
/** Tells the pages that asked for it what became of runs, patients and sites, without PHI. */
export const websocketNotifier = {
    consumer: 'websocket-notifier',
    owner: 'team-platform',
    pattern: {
        source: ['carillon.export', 'carillon.fhir', 'carillon.patient', 'carillon.site'],
        'detail-type': [
            'ExportRunStarted',
            'ExportRunSkipped',
            'ExportJobSubmitted',
            'ExportJobProgressed',
            'ExportJobCompleted',
            'ExportJobFailed',
            'ExportFileProcessed',
            'ExportRunCompleted',
            'ExportRunFailed',
            'FhirResourceChanged',
            'PatientChanged',
            'AddressChanged',
            'SiteMeasured',
        ],
    },
    delivery: {
        kind: 'queue',
        batchSize: 10,
        maxBatchingWindowSeconds: 1,
        maxReceiveCount: 5,
        visibilityTimeoutSeconds: 181,
        functionTimeoutSeconds: 30,
    },
    events: [
        addressChanged,
        exportFileProcessed,
        exportJobCompleted,
        exportJobFailed,
        exportJobProgressed,
        exportJobSubmitted,
        exportRunCompleted,
        exportRunFailed,
        exportRunSkipped,
        exportRunStarted,
        fhirResourceChanged,
        patientChanged,
        siteMeasured,
    ],
};
//# sourceMappingURL=subscriptions.js.map