// Generated from catalog/export/export-run-completed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, Instant, RunId};
use serde::{Deserialize, Serialize};

/// What the run did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunCompletedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    /// What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// When the run was triggered; the next run's since, if this one completes.
    pub until: Instant,
    /// How many files were processed.
    pub files: i64,
    /// How many resources were published.
    pub resources: i64,
    /// How many lines were rejected.
    pub rejected: i64,
}

/// Every file of the export is processed; the next run begins where this one ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunCompleted {
    pub metadata: EventMetadata,
    /// What the run did.
    pub data: ExportRunCompletedData,
}

impl Event for ExportRunCompleted {
    const NAME: &'static str = "ExportRunCompleted";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-run-completed/v1";
    const VERSION: u32 = 1;
}
