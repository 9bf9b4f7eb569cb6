// Generated from catalog/order/order-fulfilment-completed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::EventMetadata;
use serde::{Deserialize, Serialize};

/// The run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFulfilmentCompletedData {
    /// The run.
    #[serde(rename = "runId")]
    pub run_id: String,
}

/// A run of order fulfilment is completed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFulfilmentCompleted {
    pub metadata: EventMetadata,
    /// The run.
    pub data: OrderFulfilmentCompletedData,
}

impl Event for OrderFulfilmentCompleted {
    const NAME: &'static str = "OrderFulfilmentCompleted";
    const SOURCE: &'static str = "orders.order";
    const SCHEMA: &'static str = "order/order-fulfilment-completed/v1";
    const VERSION: u32 = 1;
}
