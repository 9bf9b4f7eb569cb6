// Generated from catalog/shared/failure.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// Why something failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// A stable code, such as HealthLake.ValidationException or ABANDONED.
    pub code: String,
    /// A sentence for the one on call; it holds no person's data.
    pub message: String,
}
