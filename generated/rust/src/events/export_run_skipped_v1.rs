// Generated from catalog/export/export-run-skipped/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{DatastoreId, EventMetadata, Instant, RunId};
use serde::{Deserialize, Serialize};

/// Why no run was begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportRunSkippedDataReason {
    #[serde(rename = "RUN_ACTIVE")]
    RunActive,
    /// One that a later version of the schema knows.
    #[serde(untagged)]
    Other(String),
}

/// The run that did not begin, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunSkippedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    #[serde(rename = "datastoreId")]
    pub datastore_id: DatastoreId,
    /// The run that was active.
    #[serde(rename = "activeRunId")]
    pub active_run_id: RunId,
    /// When the trigger came.
    #[serde(rename = "triggeredAt")]
    pub triggered_at: Instant,
    /// Why no run was begun.
    pub reason: ExportRunSkippedDataReason,
}

/// A trigger came while a run was active; no run was begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunSkippedV1 {
    pub metadata: EventMetadata,
    /// The run that did not begin, and why.
    pub data: ExportRunSkippedData,
}

impl Event for ExportRunSkippedV1 {
    const NAME: &'static str = "ExportRunSkipped";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-run-skipped/v1";
    const VERSION: u32 = 1;
}
