// Generated from catalog/shared/order-id.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// The id of an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderId(pub String);
