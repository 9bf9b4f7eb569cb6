// Generated from the catalog by `npm run generate`. Do not edit.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What identifies a person. It is read and passed on as it is, and never shown: its Debug says only that it is there.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phi<T>(pub T);

impl<T> fmt::Debug for Phi<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[PHI]")
    }
}
