// Generated from catalog/export/export-file-processed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, RunId};
use serde::{Deserialize, Serialize};

/// The file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// The FHIR resource type that the file holds.
    #[serde(rename = "type")]
    pub type_: String,
    /// Its key in the export bucket.
    pub key: String,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RejectionCode {
    #[serde(rename = "NOT_JSON")]
    NotJson,
    #[serde(rename = "NO_TYPE")]
    NoType,
    #[serde(rename = "NO_ID")]
    NoId,
    #[serde(rename = "TOO_LARGE")]
    TooLarge,
    #[serde(rename = "NOT_VALID")]
    NotValid,
    /// One that a later version of the schema knows.
    #[serde(untagged)]
    Other(String),
}

/// One line that was not published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rejection {
    /// The line's number, counted from 1.
    pub line: i64,
    /// Why.
    pub code: RejectionCode,
    /// A sentence for the one on call; it holds nothing of the line.
    pub message: String,
}

/// What the file held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportFileProcessedData {
    #[serde(rename = "runId")]
    pub run_id: RunId,
    /// The file.
    pub file: ExportedFile,
    /// How many resources were published.
    pub resources: i64,
    /// How many lines were not.
    pub rejected: i64,
    /// The first hundred rejected lines.
    pub rejections: Vec<Rejection>,
}

/// One exported file has been read to its end and its resources are published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportFileProcessed {
    pub metadata: EventMetadata,
    /// What the file held.
    pub data: ExportFileProcessedData,
}

impl Event for ExportFileProcessed {
    const NAME: &'static str = "ExportFileProcessed";
    const SOURCE: &'static str = "carillon.export";
    const SCHEMA: &'static str = "export/export-file-processed/v1";
    const VERSION: u32 = 1;
}
