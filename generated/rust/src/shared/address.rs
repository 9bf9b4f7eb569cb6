// Generated from catalog/shared/address.json by `npm run generate`. Do not edit.

use crate::phi::Phi;
use serde::{Deserialize, Serialize};

/// An address of a patient as the application keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Address {
    /// The address, unique to its patient.
    #[serde(rename = "addressId")]
    pub address_id: String,
    /// Whose address it is.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// Street and number, and whatever else is on the line.
    pub address: Phi<String>,
    /// The city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Phi<String>>,
    /// The postal code.
    #[serde(rename = "postalCode", default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Phi<String>>,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}
