// Generated from catalog/site/site-measured/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::EventMetadata;
use serde::{Deserialize, Serialize};

/// The measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteMeasuredData {
    /// The measure.
    pub id: String,
    /// The site; a partition of the archive.
    #[serde(rename = "siteId")]
    pub site_id: String,
    /// What was measured.
    pub name: String,
    /// When it was measured, in milliseconds since 1970-01-01T00:00:00Z.
    #[serde(rename = "createdAtTime")]
    pub created_at_time: i64,
    /// The first value.
    #[serde(rename = "valueOne")]
    pub value_one: f64,
    /// The second value.
    #[serde(rename = "valueTwo")]
    pub value_two: f64,
}

/// A site has reported a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteMeasured {
    pub metadata: EventMetadata,
    /// The measure.
    pub data: SiteMeasuredData,
}

impl Event for SiteMeasured {
    const NAME: &'static str = "SiteMeasured";
    const SOURCE: &'static str = "carillon.site";
    const SCHEMA: &'static str = "site/site-measured/v1";
    const VERSION: u32 = 1;
}
