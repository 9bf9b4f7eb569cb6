// Generated from catalog/patient/address-changed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{Address, EventMetadata};
use serde::{Deserialize, Serialize};

/// The address was created.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressCreated {
    /// The patient.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// The address, unique to its patient.
    #[serde(rename = "addressId")]
    pub address_id: String,
    /// The address after.
    pub after: Address,
}

/// The address was modified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressModified {
    /// The patient.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// The address, unique to its patient.
    #[serde(rename = "addressId")]
    pub address_id: String,
    /// The address before.
    pub before: Address,
    /// The address after.
    pub after: Address,
}

/// The address was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressRemoved {
    /// The patient.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// The address, unique to its patient.
    #[serde(rename = "addressId")]
    pub address_id: String,
    /// The address before.
    pub before: Address,
}

/// What became of the address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change")]
pub enum AddressChangedData {
    /// The address was created.
    #[serde(rename = "created")]
    Created(AddressCreated),
    /// The address was modified.
    #[serde(rename = "modified")]
    Modified(AddressModified),
    /// The address was removed.
    #[serde(rename = "removed")]
    Removed(AddressRemoved),
}

/// An address of a patient was created, modified or removed in the application's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddressChanged {
    pub metadata: EventMetadata,
    /// What became of the address.
    pub data: AddressChangedData,
}

impl Event for AddressChanged {
    const NAME: &'static str = "AddressChanged";
    const SOURCE: &'static str = "carillon.patient";
    const SCHEMA: &'static str = "patient/address-changed/v1";
    const VERSION: u32 = 1;
}
