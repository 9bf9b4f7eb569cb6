// Generated from catalog/shared/currency.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// A currency, ISO 4217.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Currency {
    #[serde(rename = "EUR")]
    Eur,
    #[serde(rename = "GBP")]
    Gbp,
    #[serde(rename = "USD")]
    Usd,
    /// One that a later version of the schema knows.
    #[serde(untagged)]
    Other(String),
}
