// Generated from catalog/export/export-job-failed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, Failure, JobId, RunId};
use serde::{Deserialize, Serialize};

/// HealthLake's last status of the job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportJobFailedDataJobStatus {
    #[serde(rename = "FAILED")]
    Failed,
    #[serde(rename = "CANCEL_COMPLETED")]
    CancelCompleted,
    #[serde(rename = "CANCEL_FAILED")]
    CancelFailed,
    /// One that a later version of the schema knows.
    #[serde(untagged)]
    Other(String),
}

/// What failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobFailedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    /// The job, if one was accepted.
    #[serde(rename = "jobId", default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    /// HealthLake's last status of the job.
    #[serde(rename = "jobStatus", default, skip_serializing_if = "Option::is_none")]
    pub job_status: Option<ExportJobFailedDataJobStatus>,
    pub error: Failure,
}

/// An export job could not be started, or ended without an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobFailed {
    pub metadata: EventMetadata,
    /// What failed.
    pub data: ExportJobFailedData,
}

impl Event for ExportJobFailed {
    const NAME: &'static str = "ExportJobFailed";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-job-failed/v1";
    const VERSION: u32 = 1;
}
