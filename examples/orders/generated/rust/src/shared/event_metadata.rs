// Generated from catalog/shared/event-metadata.json by `npm run generate`. Do not edit.

use crate::shared::Instant;
use serde::{Deserialize, Serialize};

/// Present when the detail was too large for the bus: where the whole detail lies. The data beside it then keeps only its short top-level fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The bucket that holds the detail.
    pub bucket: String,
    /// The key of the object; its content is the detail as JSON, without this claim.
    pub key: String,
    /// SHA-256 of the object's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The object's size.
    pub bytes: i64,
}

/// What every event says about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventMetadata {
    /// The event's id; a redelivery has the same one.
    pub id: String,
    /// What belongs together across events, such as all that follows from one order.
    #[serde(rename = "correlationId")]
    pub correlation_id: String,
    /// The id of the event or record that caused this one.
    #[serde(rename = "causationId", default, skip_serializing_if = "Option::is_none")]
    pub causation_id: Option<String>,
    /// When it happened, not when it was published.
    #[serde(rename = "occurredAt")]
    pub occurred_at: Instant,
    /// The schema of the detail: <domain>/<event>/v<version>.
    pub schema: String,
    /// The stream that the event is part of, such as order-fulfilment/<runId>.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stream: Option<String>,
    /// The place in its stream, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i64>,
    /// Present when the detail was too large for the bus: where the whole detail lies. The data beside it then keeps only its short top-level fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}
