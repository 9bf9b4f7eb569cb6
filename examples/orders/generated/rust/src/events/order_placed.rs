// Generated from catalog/order/order-placed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::phi::Phi;
use crate::shared::{Amount, Currency, EventMetadata, OrderId};
use serde::{Deserialize, Serialize};

/// One product of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The product.
    pub product: String,
    /// How many.
    pub quantity: i64,
    /// The price of one.
    pub price: Amount,
}

/// The order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderPlacedData {
    #[serde(rename = "orderId")]
    pub order_id: OrderId,
    /// Where the confirmation goes; it identifies a person.
    #[serde(rename = "customerEmail")]
    pub customer_email: Phi<String>,
    pub currency: Currency,
    /// What the customer pays.
    pub total: Amount,
    /// What was ordered.
    pub lines: Vec<OrderLine>,
}

/// A customer has placed an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderPlaced {
    pub metadata: EventMetadata,
    /// The order.
    pub data: OrderPlacedData,
}

impl Event for OrderPlaced {
    const NAME: &'static str = "OrderPlaced";
    const SOURCE: &'static str = "orders.order";
    const SCHEMA: &'static str = "order/order-placed/v1";
    const VERSION: u32 = 1;
}
