// Generated from catalog/export/export-job-submitted/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{DatastoreId, EventMetadata, Instant, JobId, RunId};
use serde::{Deserialize, Serialize};

/// The job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobSubmittedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    #[serde(rename = "datastoreId")]
    pub datastore_id: DatastoreId,
    #[serde(rename = "jobId")]
    pub job_id: JobId,
    /// When the job was submitted.
    #[serde(rename = "submittedAt")]
    pub submitted_at: Instant,
}

/// HealthLake has accepted the export job of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobSubmitted {
    pub metadata: EventMetadata,
    /// The job.
    pub data: ExportJobSubmittedData,
}

impl Event for ExportJobSubmitted {
    const NAME: &'static str = "ExportJobSubmitted";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-job-submitted/v1";
    const VERSION: u32 = 1;
}
