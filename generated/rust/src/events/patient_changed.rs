// Generated from catalog/patient/patient-changed/v1.json by `npm run generate`. Do not edit.

use crate::Event;
use crate::shared::{EventMetadata, Patient};
use serde::{Deserialize, Serialize};

/// The patient was created.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatientCreated {
    /// The patient.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// The patient after.
    pub after: Patient,
}

/// The patient was modified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatientModified {
    /// The patient.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// The patient before.
    pub before: Patient,
    /// The patient after.
    pub after: Patient,
}

/// The patient was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatientRemoved {
    /// The patient.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// The patient before.
    pub before: Patient,
}

/// What became of the patient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change")]
pub enum PatientChangedData {
    /// The patient was created.
    #[serde(rename = "created")]
    Created(PatientCreated),
    /// The patient was modified.
    #[serde(rename = "modified")]
    Modified(PatientModified),
    /// The patient was removed.
    #[serde(rename = "removed")]
    Removed(PatientRemoved),
}

/// A patient was created, modified or removed in the application's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatientChanged {
    pub metadata: EventMetadata,
    /// What became of the patient.
    pub data: PatientChangedData,
}

impl Event for PatientChanged {
    const NAME: &'static str = "PatientChanged";
    const SOURCE: &'static str = "carillon.patient";
    const SCHEMA: &'static str = "patient/patient-changed/v1";
    const VERSION: u32 = 1;
}
