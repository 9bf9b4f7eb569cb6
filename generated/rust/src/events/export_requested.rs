// Generated from catalog/export/export-requested/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{DatastoreId, EventMetadata, Instant, RunId};
use serde::{Deserialize, Serialize};

/// What to export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRequestedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    #[serde(rename = "datastoreId")]
    pub datastore_id: DatastoreId,
    /// What changed at or after this is exported: the until of the last completed run. The first run has none and exports everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// When the run was triggered; the next run's since, if this one completes.
    pub until: Instant,
    /// The resource types to export; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<String>>,
}

/// A run waits for an export of its data store. The waiting task's token stays in the callback record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportRequested {
    pub metadata: EventMetadata,
    /// What to export.
    pub data: ExportRequestedData,
}

impl Event for ExportRequested {
    const NAME: &'static str = "ExportRequested";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-requested/v1";
    const VERSION: u32 = 1;
}
