// Generated from catalog/export/export-job-progressed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, JobId, RunId};
use serde::{Deserialize, Serialize};

/// HealthLake's status of the job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportJobProgressedDataJobStatus {
    #[serde(rename = "SUBMITTED")]
    Submitted,
    #[serde(rename = "QUEUED")]
    Queued,
    #[serde(rename = "IN_PROGRESS")]
    InProgress,
    #[serde(rename = "CANCEL_SUBMITTED")]
    CancelSubmitted,
    #[serde(rename = "CANCEL_IN_PROGRESS")]
    CancelInProgress,
    /// One that a later version of the schema knows.
    #[serde(untagged)]
    Other(String),
}

/// How the job stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobProgressedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    #[serde(rename = "jobId")]
    pub job_id: JobId,
    /// HealthLake's status of the job.
    #[serde(rename = "jobStatus")]
    pub job_status: ExportJobProgressedDataJobStatus,
    /// How many times the job has been looked at, this time included.
    pub checks: i64,
}

/// A look at an export job found it under way; the run has a sign of life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobProgressed {
    pub metadata: EventMetadata,
    /// How the job stands.
    pub data: ExportJobProgressedData,
}

impl Event for ExportJobProgressed {
    const NAME: &'static str = "ExportJobProgressed";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-job-progressed/v1";
    const VERSION: u32 = 1;
}
