// Generated from catalog/shared/job-id.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// A HealthLake export job.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub String);
