// Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit.

mod round_trip;

use round_trip::round_trip;

#[test]
fn every_example_is_read_and_written_again() {
    round_trip::<carillon_events::events::address_changed::AddressChanged>(include_str!("../../../catalog/patient/address-changed/v1.json"));
    round_trip::<carillon_events::events::export_file_processed::ExportFileProcessed>(include_str!("../../../catalog/export/export-file-processed/v1.json"));
    round_trip::<carillon_events::events::export_job_completed::ExportJobCompleted>(include_str!("../../../catalog/export/export-job-completed/v1.json"));
    round_trip::<carillon_events::events::export_job_failed::ExportJobFailed>(include_str!("../../../catalog/export/export-job-failed/v1.json"));
    round_trip::<carillon_events::events::export_job_progressed::ExportJobProgressed>(include_str!("../../../catalog/export/export-job-progressed/v1.json"));
    round_trip::<carillon_events::events::export_job_submitted::ExportJobSubmitted>(include_str!("../../../catalog/export/export-job-submitted/v1.json"));
    round_trip::<carillon_events::events::export_requested::ExportRequested>(include_str!("../../../catalog/export/export-requested/v1.json"));
    round_trip::<carillon_events::events::export_run_completed::ExportRunCompleted>(include_str!("../../../catalog/export/export-run-completed/v1.json"));
    round_trip::<carillon_events::events::export_run_failed::ExportRunFailed>(include_str!("../../../catalog/export/export-run-failed/v1.json"));
    round_trip::<carillon_events::events::export_run_skipped::ExportRunSkipped>(include_str!("../../../catalog/export/export-run-skipped/v2.json"));
    round_trip::<carillon_events::events::export_run_skipped_v1::ExportRunSkippedV1>(include_str!("../../../catalog/export/export-run-skipped/v1.json"));
    round_trip::<carillon_events::events::export_run_started::ExportRunStarted>(include_str!("../../../catalog/export/export-run-started/v1.json"));
    round_trip::<carillon_events::events::fhir_resource_changed::FhirResourceChanged>(include_str!("../../../catalog/fhir/fhir-resource-changed/v1.json"));
    round_trip::<carillon_events::events::patient_changed::PatientChanged>(include_str!("../../../catalog/patient/patient-changed/v1.json"));
    round_trip::<carillon_events::events::site_measured::SiteMeasured>(include_str!("../../../catalog/site/site-measured/v1.json"));
}
