// Generated from catalog/order/order-fulfilment-started/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, Instant};
use serde::{Deserialize, Serialize};

/// The run and its execution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFulfilmentStartedData {
    /// The run.
    #[serde(rename = "runId")]
    pub run_id: String,
    /// The execution of the state machine.
    #[serde(rename = "executionArn")]
    pub execution_arn: String,
    /// Counted from 1; more where a failed run was started again.
    pub attempt: i64,
    /// When this attempt began.
    #[serde(rename = "startedAt")]
    pub started_at: Instant,
}

/// A run of order fulfilment has started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderFulfilmentStarted {
    pub metadata: EventMetadata,
    /// The run and its execution.
    pub data: OrderFulfilmentStartedData,
}

impl Event for OrderFulfilmentStarted {
    const NAME: &'static str = "OrderFulfilmentStarted";
    const SOURCE: &'static str = "orders.order";
    const SCHEMA: &'static str = "order/order-fulfilment-started/v1";
    const VERSION: u32 = 1;
}
