import type { EventBridgeEnvelope, Subscription } from './descriptor.ts';
import { type AddressChanged } from './events/patient/address-changed.ts';
import { type ExportFileProcessed } from './events/export/export-file-processed.ts';
import { type ExportJobCompleted } from './events/export/export-job-completed.ts';
import { type ExportJobFailed } from './events/export/export-job-failed.ts';
import { type ExportJobProgressed } from './events/export/export-job-progressed.ts';
import { type ExportJobSubmitted } from './events/export/export-job-submitted.ts';
import { type ExportRequested } from './events/export/export-requested.ts';
import { type ExportRunCompleted } from './events/export/export-run-completed.ts';
import { type ExportRunFailed } from './events/export/export-run-failed.ts';
import { type ExportRunSkipped } from './events/export/export-run-skipped.ts';
import { type ExportRunStarted } from './events/export/export-run-started.ts';
import { type FhirResourceChanged } from './events/fhir/fhir-resource-changed.ts';
import { type PatientChanged } from './events/patient/patient-changed.ts';
import { type SiteMeasured } from './events/site/site-measured.ts';
/** What `callback-resumer` receives. */
export type CallbackResumerEvent = EventBridgeEnvelope<'ExportJobCompleted', ExportJobCompleted> | EventBridgeEnvelope<'ExportJobFailed', ExportJobFailed> | EventBridgeEnvelope<'ExportJobProgressed', ExportJobProgressed>;
/** Wakes the waiting run when its job has ended, and keeps it awake while the job goes on. */
export declare const callbackResumer: Subscription<CallbackResumerEvent>;
/** What `export-poller` receives. */
export type ExportPollerEvent = EventBridgeEnvelope<'ExportJobSubmitted', ExportJobSubmitted>;
/** Looks at an export job until it has ended, and tells the ledger what it sees. */
export declare const exportPoller: Subscription<ExportPollerEvent>;
/** What `export-starter` receives. */
export type ExportStarterEvent = EventBridgeEnvelope<'ExportRequested', ExportRequested>;
/** Begins the export job of a run that waits, unless it has been begun. */
export declare const exportStarter: Subscription<ExportStarterEvent>;
/** What `patient-to-fhir` receives. */
export type PatientToFhirEvent = EventBridgeEnvelope<'AddressChanged', AddressChanged> | EventBridgeEnvelope<'PatientChanged', PatientChanged>;
/** Carries the application's patients and addresses to FHIR, so that the next export shows them. */
export declare const patientToFhir: Subscription<PatientToFhirEvent>;
/** What `population-counter` receives. */
export type PopulationCounterEvent = EventBridgeEnvelope<'FhirResourceChanged', FhirResourceChanged> | EventBridgeEnvelope<'SiteMeasured', SiteMeasured>;
/** Counts FHIR changes by type and day, and measures by site and day. Written in Rust. */
export declare const populationCounter: Subscription<PopulationCounterEvent>;
/** What `s3-archiver` receives. */
export type S3ArchiverEvent = EventBridgeEnvelope<'AddressChanged', AddressChanged> | EventBridgeEnvelope<'ExportFileProcessed', ExportFileProcessed> | EventBridgeEnvelope<'ExportJobCompleted', ExportJobCompleted> | EventBridgeEnvelope<'ExportJobFailed', ExportJobFailed> | EventBridgeEnvelope<'ExportJobProgressed', ExportJobProgressed> | EventBridgeEnvelope<'ExportJobSubmitted', ExportJobSubmitted> | EventBridgeEnvelope<'ExportRequested', ExportRequested> | EventBridgeEnvelope<'ExportRunCompleted', ExportRunCompleted> | EventBridgeEnvelope<'ExportRunFailed', ExportRunFailed> | EventBridgeEnvelope<'ExportRunSkipped', ExportRunSkipped> | EventBridgeEnvelope<'ExportRunStarted', ExportRunStarted> | EventBridgeEnvelope<'FhirResourceChanged', FhirResourceChanged> | EventBridgeEnvelope<'PatientChanged', PatientChanged> | EventBridgeEnvelope<'SiteMeasured', SiteMeasured>;
/** Keeps every event in S3, partitioned by type and time. */
export declare const s3Archiver: Subscription<S3ArchiverEvent>;
/** What `websocket-notifier` receives. */
export type WebsocketNotifierEvent = EventBridgeEnvelope<'AddressChanged', AddressChanged> | EventBridgeEnvelope<'ExportFileProcessed', ExportFileProcessed> | EventBridgeEnvelope<'ExportJobCompleted', ExportJobCompleted> | EventBridgeEnvelope<'ExportJobFailed', ExportJobFailed> | EventBridgeEnvelope<'ExportJobProgressed', ExportJobProgressed> | EventBridgeEnvelope<'ExportJobSubmitted', ExportJobSubmitted> | EventBridgeEnvelope<'ExportRunCompleted', ExportRunCompleted> | EventBridgeEnvelope<'ExportRunFailed', ExportRunFailed> | EventBridgeEnvelope<'ExportRunSkipped', ExportRunSkipped> | EventBridgeEnvelope<'ExportRunStarted', ExportRunStarted> | EventBridgeEnvelope<'FhirResourceChanged', FhirResourceChanged> | EventBridgeEnvelope<'PatientChanged', PatientChanged> | EventBridgeEnvelope<'SiteMeasured', SiteMeasured>;
/** Tells the pages that asked for it what became of runs, patients and sites, without PHI. */
export declare const websocketNotifier: Subscription<WebsocketNotifierEvent>;
