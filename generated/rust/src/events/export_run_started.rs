// Generated from catalog/export/export-run-started/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{DatastoreId, EventMetadata, Instant, RunId};
use serde::{Deserialize, Serialize};

/// What the run is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunStartedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    #[serde(rename = "datastoreId")]
    pub datastore_id: DatastoreId,
    /// What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// When the run was triggered; the next run's since, if this one completes.
    pub until: Instant,
    /// The Step Functions execution that does the run.
    #[serde(rename = "executionArn")]
    pub execution_arn: String,
}

/// An export run has begun; no other is active on its data store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunStarted {
    pub metadata: EventMetadata,
    /// What the run is about.
    pub data: ExportRunStartedData,
}

impl Event for ExportRunStarted {
    const NAME: &'static str = "ExportRunStarted";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-run-started/v1";
    const VERSION: u32 = 1;
}
