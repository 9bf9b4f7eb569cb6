// Generated from catalog/shared/object-location.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// An object in S3.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ObjectLocation {
    /// The bucket.
    pub bucket: String,
    /// The key, not URL-encoded.
    pub key: String,
}
