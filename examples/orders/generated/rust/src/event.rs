// Generated from the catalog by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// What an event is called, and which version of its schema this type is.
pub trait Event {
    /// The detail-type.
    const NAME: &'static str;
    const SOURCE: &'static str;
    /// `<domain>/<event>/v<version>`, as the metadata of each event says it.
    const SCHEMA: &'static str;
    const VERSION: u32;
}

/// An event as EventBridge delivers it (EventBridge User Guide, "Event structure").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope<Detail> {
    pub version: String,
    pub id: String,
    #[serde(rename = "detail-type")]
    pub detail_type: String,
    pub source: String,
    pub account: String,
    /// RFC 3339, seconds.
    pub time: String,
    pub region: String,
    pub resources: Vec<String>,
    pub detail: Detail,
}
