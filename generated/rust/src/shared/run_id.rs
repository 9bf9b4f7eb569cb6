// Generated from catalog/shared/run-id.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// One export run; also the name of its HealthLake job.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub String);
