// Generated from catalog/export/export-run-failed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, Failure, Instant, RunId};
use serde::{Deserialize, Serialize};

/// Which run, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunFailedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    /// What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// When the run was triggered; the next run's since, if this one completes.
    pub until: Instant,
    pub error: Failure,
}

/// The run ended without its export; the next run covers its period too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRunFailed {
    pub metadata: EventMetadata,
    /// Which run, and why.
    pub data: ExportRunFailedData,
}

impl Event for ExportRunFailed {
    const NAME: &'static str = "ExportRunFailed";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-run-failed/v1";
    const VERSION: u32 = 1;
}
