// Generated from catalog/export/export-job-completed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, JobId, ObjectLocation, RunId};
use serde::{Deserialize, Serialize};

/// HealthLake's status of the job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportJobCompletedDataJobStatus {
    #[serde(rename = "COMPLETED")]
    Completed,
    #[serde(rename = "COMPLETED_WITH_ERRORS")]
    CompletedWithErrors,
    /// One that a later version of the schema knows.
    #[serde(untagged)]
    Other(String),
}

/// What the job left behind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobCompletedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    #[serde(rename = "jobId")]
    pub job_id: JobId,
    /// HealthLake's status of the job.
    #[serde(rename = "jobStatus")]
    pub job_status: ExportJobCompletedDataJobStatus,
    /// The manifest: a JSON array of the exported files.
    pub manifest: ObjectLocation,
    /// How many files the manifest lists; none when nothing has changed.
    pub files: i64,
}

/// An export job is done and the manifest of its files is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportJobCompleted {
    pub metadata: EventMetadata,
    /// What the job left behind.
    pub data: ExportJobCompletedData,
}

impl Event for ExportJobCompleted {
    const NAME: &'static str = "ExportJobCompleted";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-job-completed/v1";
    const VERSION: u32 = 1;
}
