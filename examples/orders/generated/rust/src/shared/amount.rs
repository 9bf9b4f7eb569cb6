// Generated from catalog/shared/amount.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// An amount of money in its currency's unit, exact to a hundredth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Amount(pub f64);
