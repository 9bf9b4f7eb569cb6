// Generated from asyncapi.yaml by `npm run generate`. Do not edit.

import type { EventBridgeEnvelope, Subscription } from '@carillon/runtime/descriptor';
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

/** What `callback-resumer` receives. */
export type CallbackResumerEvent =
  | EventBridgeEnvelope<'ExportJobCompleted', ExportJobCompleted>
  | EventBridgeEnvelope<'ExportJobFailed', ExportJobFailed>
  | EventBridgeEnvelope<'ExportJobProgressed', ExportJobProgressed>;

/** Wakes the waiting run when its job has ended, and keeps it awake while the job goes on. */
export const callbackResumer: Subscription<CallbackResumerEvent> = {
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

/** What `export-poller` receives. */
export type ExportPollerEvent =
  | EventBridgeEnvelope<'ExportJobSubmitted', ExportJobSubmitted>;

/** Looks at an export job until it has ended, and tells the ledger what it sees. */
export const exportPoller: Subscription<ExportPollerEvent> = {
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

/** What `export-starter` receives. */
export type ExportStarterEvent =
  | EventBridgeEnvelope<'ExportRequested', ExportRequested>;

/** Begins the export job of a run that waits, unless it has been begun. */
export const exportStarter: Subscription<ExportStarterEvent> = {
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

/** What `patient-to-fhir` receives. */
export type PatientToFhirEvent =
  | EventBridgeEnvelope<'AddressChanged', AddressChanged>
  | EventBridgeEnvelope<'PatientChanged', PatientChanged>;

/** Carries the application's patients and addresses to FHIR, so that the next export shows them. */
export const patientToFhir: Subscription<PatientToFhirEvent> = {
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

/** What `population-counter` receives. */
export type PopulationCounterEvent =
  | EventBridgeEnvelope<'FhirResourceChanged', FhirResourceChanged>
  | EventBridgeEnvelope<'SiteMeasured', SiteMeasured>;

/** Counts FHIR changes by type and day, and measures by site and day. Written in Rust. */
export const populationCounter: Subscription<PopulationCounterEvent> = {
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

/** What `s3-archiver` receives. */
export type S3ArchiverEvent =
  | EventBridgeEnvelope<'AddressChanged', AddressChanged>
  | EventBridgeEnvelope<'ExportFileProcessed', ExportFileProcessed>
  | EventBridgeEnvelope<'ExportJobCompleted', ExportJobCompleted>
  | EventBridgeEnvelope<'ExportJobFailed', ExportJobFailed>
  | EventBridgeEnvelope<'ExportJobProgressed', ExportJobProgressed>
  | EventBridgeEnvelope<'ExportJobSubmitted', ExportJobSubmitted>
  | EventBridgeEnvelope<'ExportRequested', ExportRequested>
  | EventBridgeEnvelope<'ExportRunCompleted', ExportRunCompleted>
  | EventBridgeEnvelope<'ExportRunFailed', ExportRunFailed>
  | EventBridgeEnvelope<'ExportRunSkipped', ExportRunSkipped>
  | EventBridgeEnvelope<'ExportRunStarted', ExportRunStarted>
  | EventBridgeEnvelope<'FhirResourceChanged', FhirResourceChanged>
  | EventBridgeEnvelope<'PatientChanged', PatientChanged>
  | EventBridgeEnvelope<'SiteMeasured', SiteMeasured>;

/** Keeps every event in S3, partitioned by type and time. */
export const s3Archiver: Subscription<S3ArchiverEvent> = {
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

/** What `websocket-notifier` receives. */
export type WebsocketNotifierEvent =
  | EventBridgeEnvelope<'AddressChanged', AddressChanged>
  | EventBridgeEnvelope<'ExportFileProcessed', ExportFileProcessed>
  | EventBridgeEnvelope<'ExportJobCompleted', ExportJobCompleted>
  | EventBridgeEnvelope<'ExportJobFailed', ExportJobFailed>
  | EventBridgeEnvelope<'ExportJobProgressed', ExportJobProgressed>
  | EventBridgeEnvelope<'ExportJobSubmitted', ExportJobSubmitted>
  | EventBridgeEnvelope<'ExportRunCompleted', ExportRunCompleted>
  | EventBridgeEnvelope<'ExportRunFailed', ExportRunFailed>
  | EventBridgeEnvelope<'ExportRunSkipped', ExportRunSkipped>
  | EventBridgeEnvelope<'ExportRunStarted', ExportRunStarted>
  | EventBridgeEnvelope<'FhirResourceChanged', FhirResourceChanged>
  | EventBridgeEnvelope<'PatientChanged', PatientChanged>
  | EventBridgeEnvelope<'SiteMeasured', SiteMeasured>;

/** Tells the pages that asked for it what became of runs, patients and sites, without PHI. */
export const websocketNotifier: Subscription<WebsocketNotifierEvent> = {
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
