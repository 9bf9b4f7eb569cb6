// Generated from catalog/shared/datastore-id.json by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};

/// A HealthLake data store.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DatastoreId(pub String);
