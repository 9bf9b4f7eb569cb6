// Generated from catalog/shared/instant.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// A moment in UTC, RFC 3339 with milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub String);
