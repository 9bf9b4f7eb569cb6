// Generated from catalog/payment/payment-captured/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{Amount, Currency, EventMetadata, OrderId};
use serde::{Deserialize, Serialize};

/// How it was paid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PaymentCapturedDataMethod {
    #[serde(rename = "card")]
    Card,
    #[serde(rename = "transfer")]
    Transfer,
    #[serde(rename = "wallet")]
    Wallet,
    /// One that a later version of the schema knows.
    #[serde(untagged)]
    Other(String),
}

/// The payment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentCapturedData {
    /// The payment, by its provider.
    #[serde(rename = "paymentId")]
    pub payment_id: String,
    #[serde(rename = "orderId")]
    pub order_id: OrderId,
    pub currency: Currency,
    /// What was paid.
    pub amount: Amount,
    /// How it was paid.
    pub method: PaymentCapturedDataMethod,
}

/// The money for an order has arrived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentCaptured {
    pub metadata: EventMetadata,
    /// The payment.
    pub data: PaymentCapturedData,
}

impl Event for PaymentCaptured {
    const NAME: &'static str = "PaymentCaptured";
    const SOURCE: &'static str = "orders.payment";
    const SCHEMA: &'static str = "payment/payment-captured/v1";
    const VERSION: u32 = 1;
}
