// Generated from catalog/order/order-fulfilment-failed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::EventMetadata;
use serde::{Deserialize, Serialize};

/// Why; nothing that identifies a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFulfilmentFailedDataError {
    /// A stable code.
    pub code: String,
    /// One sentence.
    pub message: String,
}

/// The run and its error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFulfilmentFailedData {
    /// The run.
    #[serde(rename = "runId")]
    pub run_id: String,
    /// Why; nothing that identifies a person.
    pub error: OrderFulfilmentFailedDataError,
}

/// A run of order fulfilment has failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFulfilmentFailed {
    pub metadata: EventMetadata,
    /// The run and its error.
    pub data: OrderFulfilmentFailedData,
}

impl Event for OrderFulfilmentFailed {
    const NAME: &'static str = "OrderFulfilmentFailed";
    const SOURCE: &'static str = "orders.order";
    const SCHEMA: &'static str = "order/order-fulfilment-failed/v1";
    const VERSION: u32 = 1;
}
