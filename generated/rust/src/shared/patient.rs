// Generated from catalog/shared/patient.json by `npm run generate`. Do not edit.

use crate::phi::Phi;
use serde::{Deserialize, Serialize};

/// A patient as the application keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Patient {
    /// The patient in the application; a FHIR id as well.
    #[serde(rename = "patientId")]
    pub patient_id: String,
    /// The full name.
    pub name: Phi<String>,
    /// The date of birth.
    #[serde(rename = "birthDate", default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Phi<String>>,
    /// Administrative gender (FHIR R4, AdministrativeGender).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
}
